import { useTranslations } from "next-intl";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { cx } from "#components/ui/cx.ts";
import { Money } from "#components/ui/money.tsx";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";
import type { DeadlineDto } from "#lib/contracts/views.ts";
import { ChooseRow } from "./choose-row.tsx";
import { TimeLeft } from "./time-left.tsx";
import type { Selection } from "./use-selection.ts";

type ApprovalsTableProps = {
  readonly rows: readonly ApprovalRowDto[];
  readonly deadline: DeadlineDto;
  readonly openId: string | null;
  readonly me: string;
  readonly hrefOf: (id: string) => string;
  /** Where there is something to choose. */
  readonly selection: Selection | null;
};

/** The queue: how much, for which order, by whom and why, until when. */
export function ApprovalsTable({ rows, deadline, openId, me, hrefOf, selection }: ApprovalsTableProps) {
  const t = useTranslations("approvals");
  const whyNot = useTranslations("refund.why");
  return (
    <table className="block w-full text-sm">
      <caption className="sr-only">{t("caption")}</caption>
      <tbody className="block">
        {rows.map((row) => {
          const isOwn = row.requestedBy.kind === "user" && row.requestedBy.id === me;
          return (
            <tr
              key={row.id}
              aria-label={`${row.reference} ${row.orderId}`}
              aria-selected={row.id === openId}
              className={cx(
                "flex cursor-pointer border-b border-l-2 last:border-b-0",
                row.id === openId ? "border-l-accent max-lg:border-l-transparent" : "border-l-transparent",
                selection?.has(row.id) ? "bg-accent-wash" : row.id === openId ? "bg-hover" : "hover:bg-hover",
              )}
            >
              {selection && <ChooseRow row={row} selection={selection} />}
              <td className={cx("block min-w-0 flex-1 py-3 pr-4", selection ? "pl-0" : "pl-4")}>
                <span className="flex items-baseline justify-between gap-3">
                  <a
                    data-row-link=""
                    href={hrefOf(row.id)}
                    className={cx("font-semibold text-lg", isOwn && "text-ink-soft")}
                  >
                    <Money amount={row.together.amount} currency={row.currency} />
                  </a>
                  <span className="min-w-0 truncate font-mono text-ink-soft text-xs" title={row.orderId}>
                    {row.orderId}
                  </span>
                </span>
                <span className="mt-0.5 flex items-baseline justify-between gap-3">
                  <span className="min-w-0 truncate">{row.customerName}</span>
                  {row.state === "awaiting_approval" && row.expiresAt ? (
                    <TimeLeft expiresAt={row.expiresAt} deadline={deadline} />
                  ) : (
                    <StateChip state={row.state} />
                  )}
                </span>
                {row.together.count > 1 && (
                  <span className="block text-ink-faint text-xs">{t("parts", { count: row.together.count })}</span>
                )}
                <span className="flex items-baseline justify-between gap-3 text-ink-soft text-xs">
                  <bdi className="min-w-0 truncate">{row.reason}</bdi>
                  <span className="max-w-[50%] shrink-0 truncate">{row.requestedBy.name}</span>
                </span>
                {isOwn && row.state === "awaiting_approval" && (
                  <span className="block text-ink-faint text-xs">{t("own")}</span>
                )}
                {selection && !row.approve.may && (
                  <span id={`why-not-${row.id}`} className="block text-ink-faint text-xs">
                    {whyNot(row.approve.why as "other")}
                  </span>
                )}
                {row.requiredApprovals > 1 && (
                  <span className="block text-ink-faint text-xs">
                    {t("approvedOf", { given: row.approvalsGiven, required: row.requiredApprovals })}
                  </span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
