import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { moneyText } from "#components/ui/money-text.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { ApprovalRowDto, EachDecidedDto } from "#lib/contracts/refund.ts";

export type Outcome = { readonly row: ApprovalRowDto; readonly answer: EachDecidedDto };

/** Of several decisions those that did not end in the line: each with what became of it. */
export function BulkResult({
  outcomes,
  onClose,
}: {
  readonly outcomes: readonly Outcome[];
  readonly onClose: () => void;
}) {
  const t = useTranslations("approvals.bulk");
  const sentence = useErrorSentence();
  const refused = outcomes.filter(({ answer }) => !answer.ok);
  const waiting = outcomes.filter(({ answer }) => answer.ok && answer.leavesAt === null);
  if (refused.length + waiting.length === 0) return null;

  const nameOf = ({ row }: Outcome) => `${row.orderId} · ${moneyText(row.together.amount, row.currency)}`;
  return (
    <Notice
      urgent
      className="mb-4"
      tone={refused.length > 0 ? "warning" : "info"}
      title={refused.length > 0 ? t("refused", { count: refused.length }) : t("waiting", { count: waiting.length })}
      action={
        <button
          type="button"
          aria-label={t("dismiss")}
          onClick={onClose}
          className="-m-1.5 grid size-8 shrink-0 place-items-center rounded text-ink-soft hover:text-ink max-sm:size-11"
        >
          <X className="size-4" aria-hidden="true" />
        </button>
      }
    >
      <ul className="grid gap-0.5">
        {refused.map((one) => (
          <li key={one.row.id}>
            {nameOf(one)}: {one.answer.ok ? "" : sentence({ ...one.answer, sentence: "" })}
          </li>
        ))}
        {waiting.map((one) => (
          <li key={one.row.id}>
            {nameOf(one)}: {t("more", { count: one.row.requiredApprovals - one.row.approvalsGiven - 1 })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
