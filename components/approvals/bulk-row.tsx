import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { ReceiverLine } from "#components/refunds/receiver-line.tsx";
import { Money } from "#components/ui/money.tsx";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";

/** What an approver signs with this row, as far as it differs from row to row. */
export function BulkRow({ row }: { readonly row: ApprovalRowDto }) {
  const t = useTranslations("approvals");
  const gatewayName = useGatewayName();
  const { together, receiver } = row;
  const more = row.requiredApprovals - row.approvalsGiven - 1;
  return (
    <li className="grid gap-0.5 border-b px-3 py-2 text-xs last:border-b-0">
      <span className="flex items-baseline justify-between gap-3 text-sm">
        <span className="min-w-0 break-all font-mono">{row.orderId}</span>
        <Money amount={together.amount} currency={row.currency} className="shrink-0 font-semibold" />
      </span>
      <span className="text-ink-soft">
        {[
          row.customerName,
          together.count > 1 ? t("parts", { count: together.count }) : `${gatewayName(row.gateway)} · ${row.method}`,
        ].join(" · ")}
      </span>
      <span className="text-ink-soft">
        <bdi>{row.reason}</bdi> · {row.requestedBy.name}
      </span>
      {receiver && (
        <span>
          → <ReceiverLine receiver={receiver} />
        </span>
      )}
      {more > 0 && <span className="text-ink-soft">{t("bulk.more", { count: more })}</span>}
    </li>
  );
}
