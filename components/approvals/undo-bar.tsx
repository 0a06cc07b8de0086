"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useSecondsUntil } from "#components/refunds/use-seconds-until.ts";
import { useErrorSentence } from "#components/shell/use-error-sentence.ts";
import { Button } from "#components/ui/button.tsx";
import type { EachDecidedDto } from "#lib/contracts/refund.ts";
import type { QueueActions } from "./actions.ts";

export type Approved = {
  readonly ids: readonly string[];
  /** What went, in words. */
  readonly amount: string;
  /** When the first of them leaves. */
  readonly leavesAt: string;
};

/** What was just approved, while it can still be taken back without a question: it then waits for approval again. */
export function UndoBar({ approved, undo }: { readonly approved: Approved; readonly undo: QueueActions["undo"] }) {
  const t = useTranslations("approvals");
  const sentence = useErrorSentence();
  const queries = useQueryClient();
  const [isUndoing, startUndoing] = useTransition();
  const [said, setSaid] = useState<string | null>(null);
  const { ids, amount, leavesAt } = approved;
  const count = ids.length;
  const seconds = useSecondsUntil(leavesAt) ?? 0;
  if (seconds <= 0 && said === null) return null;

  const takeBack = () =>
    startUndoing(async () => {
      const answer = await undo({ refundIds: [...ids] }).catch(() => null);
      await queries.invalidateQueries();
      setSaid(answer ? (answer.ok ? cameOf(answer.value) : sentence(answer)) : t("undoUnreached"));
    });
  const cameOf = (answers: readonly EachDecidedDto[]) => {
    const back = answers.filter(({ ok }) => ok).length;
    return back === count ? t("undone", { amount }) : t("undoneSome", { back, count });
  };
  return (
    <div
      aria-live="polite"
      className="mb-4 flex min-h-12 flex-wrap items-center justify-between gap-3 rounded bg-ink px-4 py-2 text-paper text-sm"
    >
      <p className="figures">{said ?? t("undoLeft", { amount, count, seconds })}</p>
      {said === null && (
        <Button size="sm" pending={isUndoing} onClick={takeBack}>
          {t("undo")}
        </Button>
      )}
    </div>
  );
}
