import type { StartExportInput } from "#lib/contracts/exports.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { STATE_WORDS } from "#lib/domain/event-text.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import type { Result } from "#lib/domain/result.ts";
import { demand, zoneOf } from "#lib/services/context.ts";
import { ORDER_COLUMNS, orderRows } from "#lib/services/orders/list-orders.ts";
import { orderCondition } from "#lib/services/orders/order-filter.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type CsvColumn, type CsvFile, type ExportContext, startExport } from "./export-csv.ts";

type Row = {
  order_id: string;
  placed: string;
  customer_name: string;
  currency: string;
  amount_minor: string;
  payments: number;
  gateway: string | null;
  method: string | null;
  paid: string;
  refunded: string;
  refundable: string;
  refund_state: RefundState | null;
};

/** The orders that the list shows with this filter, newest first, as a CSV file of any length. */
export async function exportOrders(
  context: ExportContext,
  input: StartExportInput,
  signal: AbortSignal,
): Promise<Result<CsvFile, AppError>> {
  const allowed = demand(context, "orders.list");
  if (!allowed.ok) return allowed;
  const zone = zoneOf(context);
  const found = await orderCondition(context, input);
  const orders = Prisma.sql`
    SELECT ${ORDER_COLUMNS}, to_char(o.placed_at AT TIME ZONE ${zone}, 'YYYY-MM-DD HH24:MI:SS') AS placed
    FROM sales_order o WHERE ${found}`;
  return startExport(context, {
    subject: "orders",
    // No account number is in this file, so no reason for one is written down.
    input: { ...input, revealWhy: undefined },
    query: orderRows(orders, Prisma.sql`DESC`),
    columns: columnsIn(zone),
    signal,
  });
}

function columnsIn(zone: string): readonly CsvColumn<Row>[] {
  const money = (minor: string, row: Row) => moneyToText({ minor: BigInt(minor), currency: row.currency });
  return [
    ["orderId", (row) => row.order_id],
    [`placedAt (${zone})`, (row) => row.placed],
    ["customerName", (row) => row.customer_name],
    ["currency", (row) => row.currency],
    ["amount", (row) => money(row.amount_minor, row)],
    ["payments", (row) => String(row.payments)],
    ["gateway", (row) => row.gateway],
    ["method", (row) => row.method],
    ["paid", (row) => money(row.paid, row)],
    ["refunded", (row) => money(row.refunded, row)],
    ["refundable", (row) => money(row.refundable, row)],
    ["refundState", (row) => row.refund_state],
    ["refundStateWord", (row) => (row.refund_state ? STATE_WORDS[row.refund_state] : null)],
  ];
}
