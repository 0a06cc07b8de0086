import { Check } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ApprovalRowDto, EachDecidedDto } from "#lib/contracts/refund.ts";
import type { DailyLimitDto } from "#lib/contracts/views.ts";
import type { QueueActions } from "./actions.ts";
import { sumText } from "./sum-text.ts";
import type { Selection } from "./use-selection.ts";

const BulkDialog = dynamic(() => import("./bulk-dialog.tsx").then((module) => module.BulkDialog), { ssr: false });

export type BulkProps = {
  readonly selection: Selection;
  /** Of this page, and not to be chosen. */
  readonly leftOut: readonly ApprovalRowDto[];
  readonly limits: readonly DailyLimitDto[];
  readonly approveMany: QueueActions["approveMany"];
  readonly onDone: (rows: readonly ApprovalRowDto[], answers: readonly EachDecidedDto[]) => void;
};

/** How many are chosen and what they come to; stays in sight while the list is gone through. */
export function BulkBar(props: BulkProps) {
  const t = useTranslations("approvals.bulk");
  const [isAsked, setAsked] = useState(false);
  const { chosen, lost, clear } = props.selection;
  if (chosen.length === 0 && lost.length === 0 && !isAsked) return null;
  return (
    <section
      aria-label={t("title")}
      className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 grid gap-2.5 rounded-lg border border-line-strong bg-surface p-3 shadow-pop lg:bottom-4"
    >
      <p aria-live="polite" className="figures px-1 text-sm">
        <span className="font-semibold">{t("chosen", { count: chosen.length })}</span> {sumText(chosen)}
        {lost.length > 0 && (
          <span className="block text-amber">
            {t("lost", { orders: lost.map(({ orderId }) => orderId).join(", ") })}
          </span>
        )}
      </p>
      <div className="flex gap-2">
        <Button
          look="primary"
          data-hotkey="a"
          className="flex-1"
          disabled={chosen.length === 0}
          onClick={() => setAsked(true)}
          icon={<Check className="size-4" aria-hidden="true" />}
        >
          {t("approve", { count: chosen.length })}
        </Button>
        <Button look="quiet" onClick={clear}>
          {t("clear")}
        </Button>
      </div>
      {isAsked && <BulkDialog {...props} onClose={() => setAsked(false)} />}
    </section>
  );
}
