"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Fact, Facts } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PaymentCaseDto } from "#lib/contracts/review.ts";
import type { ReviewActions } from "./actions.ts";
import { AnswerForm } from "./answer-form.tsx";
import { Proposal } from "./proposal.tsx";
import { SeverityChip } from "./severity-chip.tsx";

type PaymentCaseCardProps = { readonly entry: PaymentCaseDto; readonly actions: ReviewActions };

/** Both figures of a payment on which we and its gateway differ, and the answers that make sense. */
export function PaymentCaseCard({ entry, actions }: PaymentCaseCardProps) {
  const t = useTranslations("review");
  const kinds = useTranslations("review.kind");
  const headingId = `case-${entry.id}`;
  return (
    <article aria-labelledby={headingId} className="grid gap-5 rounded-lg border bg-surface p-5 lg:grid-cols-2">
      <div className="grid content-start gap-4">
        <header className="grid gap-1">
          <div className="flex flex-wrap items-center gap-3">
            <h2 id={headingId} className="font-semibold text-lg">
              {kinds(kinds.has(entry.kind as "other") ? (entry.kind as "other") : "other")}
            </h2>
            <SeverityChip severity={entry.severity} />
          </div>
          <p className="text-ink-soft text-sm">
            {t("noRefund")} · {t("since")} <Time iso={entry.openedAt} />
          </p>
        </header>
        <Known entry={entry} />
      </div>
      <div className="grid content-start gap-4 border-t pt-5 lg:border-t-0 lg:border-l lg:pt-0 lg:pl-5">
        {entry.proposal ? (
          <Proposal entry={entry} proposal={entry.proposal} actions={actions} />
        ) : (
          <AnswerForm entry={entry} howTo={t("howToPayment")} propose={actions.propose} />
        )}
      </div>
    </article>
  );
}

/** Shown by themselves, or names of rows that only machines read. */
const SHOWN_ELSEWHERE: readonly string[] = ["ours", "theirs", "difference", "currency", "orderUuid"];

function Known({ entry }: { readonly entry: PaymentCaseDto }) {
  const t = useTranslations("review");
  const gatewayName = useGatewayName();
  const { account, orderId, paymentRef, ours, theirs, detail, currency } = entry;
  const figure = (text: string | null) =>
    text === null ? "–" : /^[\d.]+$/.test(text) ? <Money amount={text} currency={currency} /> : text;
  const difference = typeof detail.difference === "string" ? detail.difference : null;
  const others = Object.entries(detail).filter(
    ([name, value]) => !SHOWN_ELSEWHERE.includes(name) && value !== null && value !== "",
  );
  return (
    <Facts>
      <Fact name={t("account")}>
        {gatewayName(account.gateway)} · {account.label}
      </Fact>
      {orderId && (
        <Fact name={t("order")}>
          <Link
            href={`/orders/${encodeURIComponent(orderId)}`}
            prefetch={false}
            className="text-accent hover:underline"
          >
            {orderId}
          </Link>
        </Fact>
      )}
      {paymentRef && (
        <Fact name={t("paymentRef")}>
          <Copyable value={paymentRef} />
        </Fact>
      )}
      <Fact name={t("ours")}>{figure(ours)}</Fact>
      <Fact name={t("theirs")}>{figure(theirs)}</Fact>
      {difference && <Fact name={t("detail.difference")}>{figure(difference)}</Fact>}
      {others.map(([name, value]) => (
        <Fact key={name} name={t.has(`detail.${name as "amount"}`) ? t(`detail.${name as "amount"}`) : name}>
          <bdi className="break-words">{String(value)}</bdi>
        </Fact>
      ))}
    </Facts>
  );
}
