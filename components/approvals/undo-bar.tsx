"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import type { RefundActions } from "#components/refunds/actions.ts";
import { useSecondsUntil } from "#components/refunds/use-seconds-until.ts";
import { Button } from "#components/ui/button.tsx";
import { moneyText } from "#components/ui/money-text.ts";
import type { RefundViewDto } from "#lib/contracts/views.ts";

/** The approval just given, while it can still be taken back without a question. */
export function UndoBar({ id, withdraw }: { readonly id: string; readonly withdraw: RefundActions["withdraw"] }) {
  const t = useTranslations("approvals");
  const [isUndoing, startUndoing] = useTransition();
  const { data: view, refetch } = useDeskQuery<RefundViewDto>({
    queryKey: queryKeys.refund(id),
    path: `/api/desk/refunds/${id}`,
    initial: undefined,
  });
  const refund = view?.refund;
  const amount = view ? moneyText(view.group?.amount ?? view.refund.amount, view.refund.currency) : "";
  const seconds = useSecondsUntil(refund?.state === "queued" ? refund.nextRunAt : null) ?? 0;
  if (!refund || !(seconds > 0 || refund.state === "cancelled")) return null;

  const undo = () =>
    startUndoing(async () => {
      await withdraw({ refundId: id }).catch(() => null);
      await refetch();
    });
  return (
    <div
      aria-live="polite"
      className="mb-4 flex min-h-12 flex-wrap items-center justify-between gap-3 rounded bg-ink px-4 py-2 text-paper text-sm"
    >
      <p className="figures">
        {refund.state === "cancelled" ? t("undone", { amount }) : t("undoLeft", { amount, seconds })}
      </p>
      {refund.state === "queued" && (
        <Button size="sm" pending={isUndoing} onClick={undo}>
          {t("undo")}
        </Button>
      )}
    </div>
  );
}
