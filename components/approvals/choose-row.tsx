import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { moneyText } from "#components/ui/money-text.ts";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";
import type { Selection } from "./use-selection.ts";

const TARGET = "grid place-items-center cursor-pointer has-disabled:cursor-not-allowed w-10 max-lg:w-12";

/** The box before a row; the whole height of the row is its target. `X` presses it. */
export function ChooseRow({ row, selection }: { readonly row: ApprovalRowDto; readonly selection: Selection }) {
  const t = useTranslations("approvals.bulk");
  const amount = moneyText(row.together.amount, row.currency);
  return (
    <td className="flex">
      <label className={TARGET}>
        <input
          type="checkbox"
          data-select=""
          className="size-4 accent-accent max-lg:size-5"
          aria-label={t("choose", { amount, orderId: row.orderId })}
          aria-describedby={row.approve.may ? undefined : `why-not-${row.id}`}
          disabled={!row.approve.may}
          checked={selection.has(row.id)}
          onChange={({ nativeEvent }) =>
            selection.toggle(row, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
      </label>
    </td>
  );
}

/** All that can be chosen of what this page shows, and nothing of other pages. */
export function ChooseAll({ selection }: { readonly selection: Selection }) {
  const t = useTranslations("approvals.bulk");
  const { chosen, eligible } = selection;
  const isSome = chosen.length > 0 && chosen.length < eligible.length;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isSome;
  }, [isSome]);
  return (
    <label className="flex min-h-10 items-center border-b border-l-2 border-l-transparent text-ink-soft text-xs max-lg:min-h-12">
      <span className={TARGET}>
        <input
          ref={box}
          type="checkbox"
          className="size-4 accent-accent max-lg:size-5"
          disabled={eligible.length === 0}
          checked={eligible.length > 0 && chosen.length === eligible.length}
          onChange={selection.toggleAll}
        />
      </span>
      {t("all", { count: eligible.length })}
    </label>
  );
}
