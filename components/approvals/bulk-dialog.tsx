import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogActions } from "#components/ui/dialog.tsx";
import { moneyText, sumsOf } from "#components/ui/money-text.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";
import type { DailyLimitDto } from "#lib/contracts/views.ts";
import type { BulkProps } from "./bulk-bar.tsx";
import { BulkRow } from "./bulk-row.tsx";
import { sumText } from "./sum-text.ts";

/** One question for all: everything that the press approves, named, and what is left out, with the reason. */
export function BulkDialog({
  selection,
  leftOut,
  limits,
  approveMany,
  onDone,
  onClose,
}: BulkProps & { readonly onClose: () => void }) {
  const t = useTranslations("approvals.bulk");
  const common = useTranslations("common");
  const whyNot = useTranslations("refund.why");
  const sentence = useErrorSentence();
  const queries = useQueryClient();
  // What was read is what is approved: a row that changes under the open question is refused, not exchanged.
  const [rows] = useState(selection.chosen);
  const [isSending, startSending] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);

  const confirm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isSending) return;
    startSending(async () => {
      const seen = rows.map(({ id, sealedHash }) => ({ refundId: id, sealedHash }));
      const answer = await approveMany({ seen }).catch(() => null);
      if (answer?.ok) selection.clear();
      await queries.invalidateQueries();
      if (answer?.ok) {
        onClose();
        onDone(rows, answer.value);
      } else setProblem(answer ? sentence(answer) : t("unreached"));
    });
  };

  const named = (one: ApprovalRowDto, why: string) => (
    <li key={one.id}>
      <span className="font-mono">{one.orderId}</span> · {moneyText(one.together.amount, one.currency)}: {why}
    </li>
  );
  return (
    <Dialog
      isOpen
      isLocked={isSending}
      onClose={onClose}
      title={t("question", { count: rows.length })}
      description={t("text", { sum: sumText(rows) })}
    >
      <form onSubmit={confirm} className="grid gap-4">
        <ul aria-label={t("list")} className="scroll-slim max-h-[38dvh] overflow-y-auto rounded border" tabIndex={-1}>
          {rows.map((row) => (
            <BulkRow key={row.id} row={row} />
          ))}
        </ul>
        {beyond(rows, limits).map(({ currency, left, perDay, sum }) => (
          <Notice key={currency} tone="warning">
            {t("limit", {
              left: moneyText(left, currency),
              perDay: moneyText(perDay, currency),
              sum: moneyText(sum, currency),
            })}
          </Notice>
        ))}
        {leftOut.length + selection.lost.length > 0 && (
          <div className="grid gap-1 text-ink-soft text-xs">
            <p className="font-medium text-ink">{t("leftOut")}</p>
            <ul className="grid max-h-28 gap-0.5 overflow-y-auto">
              {selection.lost.map((row) => named(row, t("changed")))}
              {leftOut.map((row) => named(row, row.approve.may ? "" : whyNot(row.approve.why as "other")))}
            </ul>
          </div>
        )}
        {problem && (
          <Notice urgent tone="danger">
            {problem}
          </Notice>
        )}
        <DialogActions>
          <Button type="submit" look="primary" pending={isSending}>
            {common("confirm")}
          </Button>
          <Button onClick={onClose} disabled={isSending}>
            {common("cancel")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The currencies in which all of these are more than the day's limit leaves. */
function beyond(rows: readonly ApprovalRowDto[], limits: readonly DailyLimitDto[]) {
  const sums = sumsOf(rows.map(({ together, currency }) => ({ amount: together.amount, currency })));
  return limits.flatMap((limit) => {
    const sum = sums.find(({ currency }) => currency === limit.currency)?.amount ?? "0";
    const minor = (text: string) => BigInt(text.replace(".", ""));
    return minor(sum) > minor(limit.left) ? [{ ...limit, sum }] : [];
  });
}
