"use client";

import { ArrowLeft, LockKeyhole } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { BalanceBar } from "#components/orders/balance-bar.tsx";
import { BalanceEquation } from "#components/orders/balance-equation.tsx";
import type { Decided, RefundActions } from "#components/refunds/actions.ts";
import { ApprovalsList } from "#components/refunds/approvals-list.tsx";
import { DecisionBar } from "#components/refunds/decision-bar.tsx";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { GroupParts } from "#components/refunds/group-parts.tsx";
import { ReceiverLine } from "#components/refunds/receiver-line.tsx";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { cx } from "#components/ui/cx.ts";
import { Money } from "#components/ui/money.tsx";
import { moneyText } from "#components/ui/money-text.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RefundViewDto } from "#lib/contracts/views.ts";
import type { Approved } from "./undo-bar.tsx";

type SheetProps = {
  readonly id: string;
  readonly initial: RefundViewDto | undefined;
  readonly actions: RefundActions;
  readonly back: string;
  /** With what was approved, where it can still be taken back. */
  readonly onDone: (approved: Approved | null) => void;
};

/** All that an approver signs, and what bears on it: exactly this is sent, or the decision is refused. */
export function Sheet({ id, initial, actions, back, onDone }: SheetProps) {
  const t = useTranslations("approvals");
  const { data: view } = useDeskQuery<RefundViewDto>({
    queryKey: queryKeys.refund(id),
    path: `/api/desk/refunds/${id}`,
    initial,
  });
  return (
    <section
      aria-label={t("sheet")}
      className="rounded-lg border bg-surface lg:sticky lg:top-7 lg:flex lg:max-h-[calc(100dvh-10.5rem)] lg:flex-col"
    >
      <Link
        href={back}
        prefetch={false}
        className="flex items-center gap-2 border-b px-4 py-3 font-medium text-ink-soft text-sm lg:hidden"
      >
        <ArrowLeft className="size-4" aria-hidden="true" />
        {t("backToList")}
      </Link>
      {view ? <Content view={view} actions={actions} onDone={onDone} /> : <Waiting />}
    </section>
  );
}

function Content({
  view,
  actions,
  onDone,
}: {
  readonly view: RefundViewDto;
  readonly actions: RefundActions;
  readonly onDone: SheetProps["onDone"];
}) {
  const t = useTranslations();
  const { refund, payment, siblings, group } = view;
  const amount = moneyText(group?.amount ?? refund.amount, refund.currency);
  const finish = ({ id, leavesAt }: Decided) => onDone(leavesAt ? { ids: [id], amount, leavesAt } : null);
  return (
    <>
      <div className="scroll-slim grid min-h-0 gap-6 overflow-y-auto p-5">
        <header className="grid gap-1">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="font-semibold text-3xl">
              <Money amount={group?.amount ?? refund.amount} currency={refund.currency} />
            </p>
            <StateChip state={refund.state} />
          </div>
          {!group && (
            <Link
              href={`/refunds/${refund.id}`}
              prefetch={false}
              className="justify-self-start break-all font-mono text-ink-soft text-xs underline decoration-line-strong underline-offset-2 hover:text-accent"
            >
              {refund.reference}
            </Link>
          )}
        </header>
        <Sealed view={view} />
        <div className="grid gap-x-8 gap-y-5 border-t pt-5 xl:grid-cols-2">
          <div className={cx("grid content-start gap-3", group && "xl:col-span-2")}>
            {group ? (
              <>
                <h2 className="font-semibold text-sm">{t("refund.group.title")}</h2>
                <GroupParts group={group} withBalance />
              </>
            ) : (
              <>
                <h2 className="font-semibold text-sm">{t("order.balance")}</h2>
                <BalanceBar balance={payment.balance} />
                <BalanceEquation payment={payment} refunds={[refund, ...siblings]} />
              </>
            )}
          </div>
          <div className="grid content-start gap-3">
            <h2 className="font-semibold text-sm">{t("approvals.decisions")}</h2>
            <ApprovalsList refund={refund} />
          </div>
        </div>
      </div>
      <footer className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] grid gap-2.5 rounded-b-lg border-t bg-surface px-5 py-3.5 lg:static">
        <p className="flex items-start gap-2 text-ink-faint text-xs">
          <LockKeyhole className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
          {t("approvals.sealed")}
        </p>
        <DecisionBar view={view} actions={actions} onDone={finish} />
      </footer>
    </>
  );
}

function Sealed({ view: { refund, order, payment, group } }: { readonly view: RefundViewDto }) {
  const t = useTranslations("refund");
  const gatewayName = useGatewayName();
  return (
    <Facts>
      <Fact name={t("order")}>
        <Link
          href={`/orders/${encodeURIComponent(order.orderId)}`}
          prefetch={false}
          className="break-all font-mono text-[0.93em] text-accent hover:underline"
        >
          {order.orderId}
        </Link>{" "}
        <span className="text-ink-faint">
          · <Time iso={order.placedAt} />
        </span>
      </Fact>
      <Fact name={t("customer")}>{order.customer.name}</Fact>
      {!group && (
        <Fact name={t("payment")}>
          {gatewayName(payment.gateway)} · {payment.method} ·{" "}
          <Money amount={payment.amount} currency={payment.currency} />
        </Fact>
      )}
      <Fact name={t("reason")}>
        <bdi>{refund.reason}</bdi>
        {!group && refund.gatewayReason !== refund.reason && (
          <span className="block text-ink-soft text-xs">
            {t("gatewayReason")}: <bdi>{refund.gatewayReason}</bdi>
          </span>
        )}
      </Fact>
      {refund.note && (
        <Fact name={t("note")}>
          <bdi className="whitespace-pre-wrap">{refund.note}</bdi>
        </Fact>
      )}
      {!group && refund.receiver && (
        <Fact name={t("receiver")}>
          <ReceiverLine receiver={refund.receiver} />
        </Fact>
      )}
      <Fact name={t("requestedBy")}>
        {refund.requestedBy.name} · <Time iso={refund.createdAt} className="text-ink-soft" />
      </Fact>
    </Facts>
  );
}

function Waiting() {
  return (
    <div className="grid gap-4 p-5" aria-busy="true">
      <Skeleton className="h-9 w-52" />
      <Skeleton className="w-72" />
      <Skeleton className="w-64" />
      <Skeleton className="w-80" />
    </div>
  );
}
