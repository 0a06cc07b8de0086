import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { Money } from "#components/ui/money.tsx";
import { Table, Th } from "#components/ui/table.tsx";
import { timeText, timeTitle } from "#components/ui/time-text.ts";
import type { RefundDto, RefundRowDto } from "#lib/contracts/refund.ts";
import { useGatewayName } from "./gateway-name.ts";
import { StateChip } from "./state-chip.tsx";

type Row = Pick<
  RefundDto,
  "id" | "reference" | "orderId" | "gateway" | "amount" | "currency" | "reason" | "state" | "requestedBy" | "createdAt"
> &
  Partial<Pick<RefundRowDto, "customerName" | "method">>;
type Column = keyof typeof HIDDEN_UNTIL;

/** Refunds as rows, for the list, an order and a payment; the caller says which columns. */
export function RefundsTable({
  rows,
  columns,
  caption,
}: {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly caption?: string;
}) {
  const t = useTranslations("refunds");
  const cell = useCells();
  return (
    <Table fits className="rows-lead">
      <caption className="sr-only">{caption ?? t("caption")}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Th key={column} numeric={column === "amount"} className={HIDDEN_UNTIL[column]}>
              {t(`column.${column}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} aria-label={row.reference}>
            {columns.map((column) => (
              <td
                key={column}
                className={cx(
                  HIDDEN_UNTIL[column],
                  column === "amount" && "text-right font-medium max-sm:py-2.5",
                  YIELDING.has(column) && "w-full max-w-0",
                  QUIET.has(column) && "text-ink-soft",
                )}
              >
                {cell[column](row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const HIDDEN_UNTIL = {
  reference: "",
  state: "max-sm:hidden",
  order: "max-md:hidden",
  customer: "max-md:hidden",
  gateway: "max-2xl:hidden",
  by: "max-xl:hidden",
  requested: "max-xl:hidden",
  reason: "max-[1400px]:hidden",
  amount: "",
} as const;

/** They take what is left, and are cut where that is too little. */
const YIELDING = new Set<Column>(["customer", "reason"]);
const QUIET = new Set<Column>(["gateway", "by", "requested", "reason"]);

function useCells(): Readonly<Record<Column, (row: Row) => ReactNode>> {
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const gatewayName = useGatewayName();
  return {
    reference: (row) => (
      <>
        <a
          data-row-link="refund"
          href={`/refunds/${row.id}`}
          title={row.reference}
          className="block whitespace-nowrap font-mono text-[0.93em] hover:text-accent"
        >
          <span aria-hidden="true">
            {row.reference.slice(0, 6)}…{row.reference.slice(-5)}
          </span>
          <span className="sr-only">{row.reference}</span>
        </a>
        <span className="block truncate text-ink-soft text-xs sm:max-w-[11rem] md:hidden">
          {row.customerName ?? row.reason}
        </span>
      </>
    ),
    state: (row) => <StateChip state={row.state} />,
    order: (row) => (
      <span className="block max-w-[11rem] truncate font-mono text-[0.93em]" title={row.orderId}>
        {row.orderId}
      </span>
    ),
    customer: (row) => (
      <span className="block max-w-[13rem] truncate" title={row.customerName}>
        {row.customerName}
      </span>
    ),
    gateway: (row) => (
      <span className="whitespace-nowrap">{[gatewayName(row.gateway), row.method].filter(Boolean).join(" · ")}</span>
    ),
    by: (row) => (
      <span className="block max-w-[10rem] truncate" title={row.requestedBy.name}>
        {row.requestedBy.name}
      </span>
    ),
    requested: (row) => (
      <span className="figures" title={timeTitle(row.createdAt, locale, zone)}>
        {timeText(row.createdAt, "short", locale, zone)}
      </span>
    ),
    reason: (row) => (
      <bdi className="block max-w-[16rem] truncate" title={row.reason}>
        {row.reason}
      </bdi>
    ),
    amount: (row) => (
      <>
        <Money amount={row.amount} currency={row.currency} />
        <span className="mt-1 block sm:hidden">
          <StateChip state={row.state} />
        </span>
      </>
    ),
  };
}
