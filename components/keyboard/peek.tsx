import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { queryKeys } from "#components/live/query-keys.ts";
import { readDesk } from "#components/live/read-desk.ts";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Money } from "#components/ui/money.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Time } from "#components/ui/time.tsx";
import type { OrderDto, OrderPageDto } from "#lib/contracts/order.ts";
import type { RefundViewDto } from "#lib/contracts/views.ts";

type PeekProps = { readonly record: "order" | "refund"; readonly href: string; readonly onClose: () => void };

/** The row under the cursor from inside, without leaving its list. */
export function Peek({ record, href, onClose }: PeekProps) {
  const t = useTranslations("peek");
  const id = decodeURIComponent(href.split("/").at(-1) ?? "");
  const title = record === "order" ? t("title", { orderId: id }) : null;
  return (
    <Panel title={title ?? t("open")} isTitleHidden={title === null} place="side" onClose={onClose}>
      <div className="grid gap-5 px-5 pb-6 text-sm">
        {record === "order" ? <OrderInside orderId={id} /> : <RefundInside id={id} />}
        <ButtonLink look="primary" href={href} prefetch={false} onClick={onClose} className="justify-self-start">
          {t("open")}
        </ButtonLink>
      </div>
    </Panel>
  );
}

function OrderInside({ orderId }: { readonly orderId: string }) {
  const t = useTranslations("peek");
  const gatewayName = useGatewayName();
  const { data } = useQuery({
    queryKey: queryKeys.order(orderId, []),
    queryFn: ({ signal }) => readDesk<OrderPageDto>(`/api/desk/orders/${encodeURIComponent(orderId)}`, signal),
  });
  if (!data) return <p className="text-ink-soft">{t("loading")}</p>;
  const { order } = data;
  return (
    <>
      <Facts>
        <Fact name={t("customer")}>{order.customer.name}</Fact>
        {order.payments.length > 0 && (
          <Fact name={t("refundable")}>
            <ul className="grid gap-1">
              {order.payments.map(({ id, gateway, method, balance, currency }) => (
                <li key={id} className="flex flex-wrap items-baseline gap-x-2">
                  <Money amount={balance.refundable} currency={currency} className="font-semibold text-lg" />
                  <span className="text-ink-faint">
                    / <Money amount={balance.paid} currency={currency} />
                    {order.payments.length > 1 && ` · ${gatewayName(gateway)} · ${method}`}
                  </span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </Facts>
      <RefundsInside refunds={order.refunds} />
    </>
  );
}

function RefundsInside({ refunds }: Pick<OrderDto, "refunds">) {
  const t = useTranslations("peek");
  if (refunds.length === 0) return <p className="text-ink-soft">{t("noRefunds")}</p>;
  return (
    <ul aria-label={t("refunds")} className="grid rounded-lg border">
      {refunds.map((refund) => (
        <li key={refund.id} className="grid gap-1 border-b px-3 py-2 last:border-b-0">
          <span className="flex items-baseline justify-between gap-3">
            <StateChip state={refund.state} />
            <Money amount={refund.amount} currency={refund.currency} className="font-medium" />
          </span>
          <span className="flex items-baseline justify-between gap-3 text-ink-soft text-xs">
            <Link href={`/refunds/${refund.id}`} prefetch={false} className="truncate hover:text-accent">
              {refund.reason}
            </Link>
            <Time iso={refund.createdAt} style="short" />
          </span>
        </li>
      ))}
    </ul>
  );
}

function RefundInside({ id }: { readonly id: string }) {
  const t = useTranslations("peek");
  const { data } = useQuery({
    queryKey: queryKeys.refund(id),
    queryFn: ({ signal }) => readDesk<RefundViewDto>(`/api/desk/refunds/${id}`, signal),
  });
  if (!data) return <p className="pt-4 text-ink-soft">{t("loading")}</p>;
  const { refund, order } = data;
  return (
    <>
      <div className="grid gap-2 pt-4">
        <p className="break-all font-mono text-xs text-ink-soft">{t("titleRefund", { reference: refund.reference })}</p>
        <p className="font-semibold text-2xl">
          <Money amount={refund.amount} currency={refund.currency} />
        </p>
        <StateChip state={refund.state} />
      </div>
      <Facts>
        <Fact name={t("customer")}>
          {order.customer.name} · {order.orderId}
        </Fact>
        <Fact name={t("reason")}>{refund.reason}</Fact>
        <Fact name={t("requestedBy")}>{refund.requestedBy.name}</Fact>
      </Facts>
    </>
  );
}

function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2">{children}</dl>;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
