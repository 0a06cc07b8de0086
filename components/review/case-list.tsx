"use client";

import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { CaseDto, PaymentCaseDto } from "#lib/contracts/review.ts";
import type { ReviewActions } from "./actions.ts";
import { CaseCard } from "./case-card.tsx";
import { PaymentCaseCard } from "./payment-case-card.tsx";

type CaseListProps = {
  readonly initial: readonly CaseDto[];
  readonly initialAboutPayments: readonly PaymentCaseDto[];
  readonly actions: ReviewActions;
};

/** The queue of what no machine can decide, the gravest first; then what differs about payments. */
export function CaseList({ initial, initialAboutPayments, actions }: CaseListProps) {
  const t = useTranslations("review");
  const { data: cases = initial } = useDeskQuery<readonly CaseDto[]>({
    queryKey: queryKeys.cases(),
    path: "/api/desk/cases",
    initial,
  });
  const { data: aboutPayments = initialAboutPayments } = useDeskQuery<readonly PaymentCaseDto[]>({
    queryKey: queryKeys.paymentCases(),
    path: "/api/desk/payment-cases",
    initial: initialAboutPayments,
  });
  if (cases.length + aboutPayments.length === 0) {
    return (
      <div className="rounded-lg border bg-surface">
        <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
      </div>
    );
  }
  return (
    <ul className="grid gap-4">
      {cases.map((entry) => (
        <li key={entry.id}>
          <CaseCard entry={entry} actions={actions} />
        </li>
      ))}
      {aboutPayments.map((entry) => (
        <li key={entry.id}>
          <PaymentCaseCard entry={entry} actions={actions} />
        </li>
      ))}
    </ul>
  );
}
