"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CaseDto } from "#lib/contracts/review.ts";
import type { ReviewActions } from "./actions.ts";
import { AnswerForm } from "./answer-form.tsx";
import { Proposal } from "./proposal.tsx";
import { SeverityChip } from "./severity-chip.tsx";

type CaseCardProps = { readonly entry: CaseDto; readonly actions: ReviewActions };

/** One case: what is known, what to look for at the gateway, and the answers that make sense. */
export function CaseCard({ entry, actions }: CaseCardProps) {
  const t = useTranslations("review");
  const kinds = useTranslations("review.kind");
  const { refund } = entry;
  const headingId = `case-${entry.id}`;
  return (
    <article aria-labelledby={headingId} className="grid gap-5 rounded-lg border bg-surface p-5 lg:grid-cols-2">
      <div className="grid content-start gap-4">
        <header className="grid gap-1">
          <div className="flex flex-wrap items-center gap-3">
            <h2 id={headingId} className="font-semibold text-2xl">
              <Money amount={refund.amount} currency={refund.currency} />
            </h2>
            <StateChip state={refund.state} />
            <SeverityChip severity={entry.severity} />
          </div>
          <p className="font-medium">{kinds(kinds.has(entry.kind as "other") ? (entry.kind as "other") : "other")}</p>
          <p className="text-ink-soft text-sm">
            {t("since")} <Time iso={entry.openedAt} />
          </p>
        </header>
        <Known entry={entry} />
        {entry.kind === "contradiction" && <Proofs proofs={entry.proofs} />}
      </div>
      <div className="grid content-start gap-4 border-t pt-5 lg:border-t-0 lg:border-l lg:pt-0 lg:pl-5">
        {entry.proposal ? (
          <Proposal entry={entry} proposal={entry.proposal} actions={actions} />
        ) : (
          <AnswerForm entry={entry} howTo={t("howTo")} propose={actions.propose} />
        )}
      </div>
    </article>
  );
}

/** Side by side what speaks for it and what against. */
function Proofs({ proofs }: Pick<CaseDto, "proofs">) {
  const t = useTranslations("review");
  const words = useTranslations("refund");
  const definite = proofs.filter(({ verdict }) => verdict !== "in_progress");
  return (
    <section aria-label={t("proofs")} className="grid gap-2">
      <h3 className="font-medium text-sm">{t("proofs")}</h3>
      <ul className="grid gap-2 sm:grid-cols-2">
        {definite.map(({ verdict, source, gatewayRef, at }) => (
          <li key={`${verdict} ${source} ${at}`} className="grid content-start gap-1 rounded border p-3 text-sm">
            <strong className="font-semibold">{words(`verdict.${verdict as "moved"}`)}</strong>
            <span>{words(`source.${source as "query"}`)}</span>
            <Time iso={at} className="text-ink-soft" />
            {gatewayRef && <Copyable value={gatewayRef} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Known({ entry: { refund, atGateway, detail } }: { readonly entry: CaseDto }) {
  const t = useTranslations("review");
  const gatewayName = useGatewayName();
  return (
    <Facts>
      <Fact name={t("order")}>
        <Link
          href={`/orders/${encodeURIComponent(refund.orderId)}`}
          prefetch={false}
          className="text-accent underline underline-offset-2"
        >
          {refund.orderId}
        </Link>{" "}
        · {refund.customerName}
      </Fact>
      <Fact name={t("reference")}>
        <Copyable value={refund.reference} />{" "}
        <Link
          href={`/refunds/${refund.id}`}
          prefetch={false}
          className="whitespace-nowrap text-accent text-sm hover:underline"
        >
          {t("timeline")}
        </Link>
      </Fact>
      <Fact name={t("payment")}>
        {gatewayName(refund.gateway)} · {refund.method}
      </Fact>
      {atGateway.gatewayTransactionRef && (
        <Fact name={t("transactionRef")}>
          <Copyable value={atGateway.gatewayTransactionRef} />
        </Fact>
      )}
      {atGateway.gatewayPaymentRef && (
        <Fact name={t("paymentRef")}>
          <Copyable value={atGateway.gatewayPaymentRef} />
        </Fact>
      )}
      {atGateway.gatewayRef && (
        <Fact name={t("gatewayRef")}>
          <Copyable value={atGateway.gatewayRef} />
        </Fact>
      )}
      <Fact name={t("requestedBy")}>{refund.requestedBy.name}</Fact>
      {Object.entries(detail)
        .filter(([, value]) => value !== null && value !== "")
        .map(([name, value]) => (
          <Fact key={name} name={t.has(`detail.${name as "amount"}`) ? t(`detail.${name as "amount"}`) : name}>
            {isInstant(value) ? <Time iso={value} /> : <bdi className="break-words">{String(value)}</bdi>}
          </Fact>
        ))}
    </Facts>
  );
}

function isInstant(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
}
