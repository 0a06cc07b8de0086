"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { NoteForm } from "#components/comments/note-form.tsx";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import type { FormAction } from "#components/people/form-action.ts";
import { RefundsTable } from "#components/refunds/refunds-table.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Money } from "#components/ui/money.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RowLinks } from "#components/ui/row-links.tsx";
import { Time } from "#components/ui/time.tsx";
import type { OrderPageDto } from "#lib/contracts/order.ts";
import { splitCurrencies } from "./balance-terms.ts";
import type { CheckPayment } from "./check-button.tsx";
import { CustomerCard, LinesCard, ReferencesCard } from "./order-side.tsx";
import { PaymentCard } from "./payment-card.tsx";
import { Timeline } from "./timeline.tsx";

type OrderViewProps = {
  readonly initial: OrderPageDto;
  readonly mayReadRefunds: boolean;
  readonly mayRequest: boolean;
  readonly mayCheck: boolean;
  readonly mayMakeLink: boolean;
  readonly checkPayment: CheckPayment;
  /** Absent where one has no right to write. */
  readonly writeNote: FormAction | undefined;
};

export function OrderView(props: OrderViewProps) {
  const { initial, mayReadRefunds, mayRequest, mayCheck, mayMakeLink, checkPayment, writeNote } = props;
  const t = useTranslations("order");
  const { orderId } = initial.order;
  const { data = initial } = useDeskQuery<OrderPageDto>({
    queryKey: queryKeys.order(
      orderId,
      initial.order.payments.map((payment) => payment.id),
    ),
    path: `/api/desk/orders/${encodeURIComponent(orderId)}`,
    initial,
  });
  const { order, timeline } = data;
  return (
    <>
      <PageHeader
        over={
          <Link href="/orders" prefetch={false} className="hover:text-accent hover:underline">
            {t("back")}
          </Link>
        }
        title={<Copyable value={order.orderId} className="text-[1em] tracking-tight" />}
        under={
          <>
            <span className="font-medium text-ink">{order.customer.name}</span>
            <Money amount={order.amount} currency={order.currency} />
            <span>
              {t("placed")} <Time iso={order.placedAt} />
            </span>
          </>
        }
        actions={
          <>
            {mayRequest &&
              splitCurrencies(order.payments).map((currency) => (
                <ButtonLink
                  key={currency}
                  href={`/orders/${encodeURIComponent(orderId)}/refund?together=${currency}`}
                  prefetch={false}
                >
                  {t("refundTogether")}
                </ButtonLink>
              ))}
            {mayReadRefunds && order.refunds.length > 0 && (
              <ButtonLink href={`/orders/${encodeURIComponent(orderId)}/evidence`} prefetch={false}>
                {t("evidencePack")}
              </ButtonLink>
            )}
            {mayMakeLink && (
              <ButtonLink href={`/orders/${encodeURIComponent(orderId)}/pay`} prefetch={false}>
                {t("payLink")}
              </ButtonLink>
            )}
          </>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_17.5rem] 2xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-5">
          {order.payments.length === 0 && (
            <div className="rounded-lg border bg-surface">
              <EmptyState title={t("noPayments")}>{t("noPaymentsText")}</EmptyState>
            </div>
          )}
          {order.payments.map((payment, index) => (
            <PaymentCard
              key={payment.id}
              payment={payment}
              refunds={order.refunds.filter((refund) => refund.paymentId === payment.id)}
              number={order.payments.length > 1 ? index + 1 : null}
              mayRequest={mayRequest}
              mayCheck={mayCheck}
              checkPayment={checkPayment}
            />
          ))}
          <Section id="refunds" title={t("refunds")} flush>
            {order.refunds.length === 0 ? (
              <p className="px-4 pb-4 text-ink-soft text-sm">{t("noRefunds")}</p>
            ) : (
              <RowLinks>
                <RefundsTable
                  rows={order.refunds}
                  columns={["reference", "state", "by", "requested", "reason", "amount"]}
                />
              </RowLinks>
            )}
          </Section>
          <Section id="timeline" title={t("timeline")}>
            {writeNote && <NoteForm action={writeNote} about={{ orderId }} />}
            <Timeline events={timeline} currency={order.currency} linkRefunds />
          </Section>
        </div>
        <aside className="grid gap-5 md:max-xl:grid-cols-2">
          <CustomerCard customer={order.customer} />
          <LinesCard lines={order.lines} currency={order.currency} shopUrl={order.shopUrl} />
          <ReferencesCard payments={order.payments} />
        </aside>
      </div>
    </>
  );
}
