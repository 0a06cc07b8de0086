"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { NoteForm } from "#components/comments/note-form.tsx";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { Timeline } from "#components/orders/timeline.tsx";
import type { FormAction } from "#components/people/form-action.ts";
import { Section } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { RowLinks } from "#components/ui/row-links.tsx";
import type { RefundViewDto } from "#lib/contracts/views.ts";
import type { RefundActions } from "./actions.ts";
import { ApprovalsList } from "./approvals-list.tsx";
import { AttemptsTable } from "./attempts-table.tsx";
import { DecisionBar } from "./decision-bar.tsx";
import { GroupParts } from "./group-parts.tsx";
import { Proof } from "./proof.tsx";
import { RefundFacts } from "./refund-facts.tsx";
import { RefundsTable } from "./refunds-table.tsx";
import { StatePanel } from "./state-panel.tsx";

/** The life of one refund: where it stands, what proves it, what was said, and who decided. */
export function RefundView({
  initial,
  actions,
  writeNote,
}: {
  readonly initial: RefundViewDto;
  readonly actions: RefundActions;
  /** Absent where one has no right to write. */
  readonly writeNote: FormAction | undefined;
}) {
  const t = useTranslations("refund");
  const { id } = initial.refund;
  const { data: view = initial } = useDeskQuery<RefundViewDto>({
    queryKey: queryKeys.refund(id),
    path: `/api/desk/refunds/${id}`,
    initial,
  });
  const { refund, order, siblings } = view;
  return (
    <>
      <PageHeader
        over={
          <Link
            href={`/orders/${encodeURIComponent(order.orderId)}`}
            prefetch={false}
            className="hover:text-accent hover:underline"
          >
            {t("back", { orderId: order.orderId })}
          </Link>
        }
        title={t("heading")}
        under={<Copyable value={refund.reference} />}
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_17.5rem] 2xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-5">
          <div className="grid gap-5 rounded-lg border bg-surface p-5">
            <StatePanel view={view} />
            <DecisionBar view={view} actions={actions} />
          </div>
          {view.group && (
            <Section id="group" title={t("group.title")}>
              <GroupParts group={view.group} currentId={id} />
            </Section>
          )}
          <Section id="proof" title={t("proof")}>
            <Proof refund={refund} />
          </Section>
          <Section id="approvals" title={t("approvals")} aside={<ApprovalCount refund={refund} />}>
            <ApprovalsList refund={refund} />
          </Section>
          <Section id="attempts" title={t("attempts")} flush>
            <AttemptsTable attempts={refund.attempts} />
          </Section>
          <Section id="timeline" title={t("timeline")}>
            {writeNote && <NoteForm action={writeNote} about={{ orderId: order.orderId, refundId: id }} />}
            <Timeline events={view.timeline} currency={refund.currency} />
          </Section>
          {siblings.length > 0 && (
            <Section id="siblings" title={t("siblings")} flush>
              <RowLinks>
                <RefundsTable rows={siblings} columns={["reference", "state", "by", "requested", "reason", "amount"]} />
              </RowLinks>
            </Section>
          )}
        </div>
        <RefundFacts view={view} />
      </div>
    </>
  );
}

function ApprovalCount({ refund }: { readonly refund: RefundViewDto["refund"] }) {
  const t = useTranslations("refund");
  const given = refund.approvals.filter((approval) => approval.kind === "approve").length;
  if (refund.requiredApprovals === 0) return null;
  return (
    <span className="figures text-ink-soft text-sm">
      {t("approvalsOf", { given, required: refund.requiredApprovals })}
    </span>
  );
}
