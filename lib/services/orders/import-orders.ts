import { fieldErrorsOf } from "#lib/contracts/field-errors.ts";
import { fieldSentence } from "#lib/contracts/messages-en.ts";
import { type UpsertOrderInput, upsertOrderSchema } from "#lib/contracts/order.ts";
import {
  COLUMN_OF_FIELD,
  type ImportOutcome,
  type ImportReport,
  type ImportRow,
  OPTIONAL_COLUMNS,
  ORDER_CSV_COLUMNS,
  ORDER_LEVEL_COLUMNS,
  type OrderCsvColumn,
} from "#lib/contracts/order-csv.ts";
import { type AppError, appError, ERROR_CODES, type FieldError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { type CsvLine as AnyCsvLine, readCsv } from "./read-csv.ts";
import { upsertOrder } from "./upsert-order.ts";

type CsvLine = AnyCsvLine<OrderCsvColumn>;

/**
 * Stores the orders of a CSV file, one line per payment. Each order is stored whole or not at all, whatever
 * becomes of the others, and every line gets its own answer. A dry run stores nothing.
 */
export async function importOrders(
  context: AppContext,
  { csv, dryRun }: { readonly csv: Uint8Array; readonly dryRun: boolean },
): Promise<Result<ImportReport, AppError>> {
  const allowed = demand(context, "orders.import");
  if (!allowed.ok) return allowed;
  const lines = readCsv(csv, { columns: ORDER_CSV_COLUMNS, optional: OPTIONAL_COLUMNS });
  if (!lines.ok) return err(appError("invalid_request", { errors: [{ field: "file", message: lines.error }] }));

  const counts: Record<ImportOutcome, number> = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  const rows: ImportRow[] = [];
  const owners = new Map<string, string>();
  const store = storing(context, dryRun);
  for (const [orderId, group] of groupByOrder(lines.value)) {
    const problems = [...shapeProblems(group), ...sharedPayments(group, orderId, owners)];
    const { outcome, errors } = problems.length > 0 ? refused(problems) : await store(group);
    counts[outcome] += 1;
    for (const { line } of group)
      rows.push({ line, orderId, outcome, errors: errors.filter((error) => error.line === line).map(toSentence) });
  }
  return ok({ dryRun, ...counts, rows: rows.sort((a, b) => a.line - b.line) });
}

type Group = readonly [CsvLine, ...CsvLine[]];
type LineError = FieldError & { readonly line: number };
type Imported = { readonly outcome: ImportOutcome; readonly errors: readonly LineError[] };

/** A fault at one order leaves the others their chance; so many mean that nobody answers, and the rest is not tried. */
const FAULTS_TO_GIVE_UP = 10;

function storing(context: AppContext, dryRun: boolean): (group: Group) => Promise<Imported> {
  let faults = 0;
  return async (group) => {
    if (faults >= FAULTS_TO_GIVE_UP) return notStored(group);
    try {
      return await importOrder(context, group, dryRun);
    } catch (error) {
      faults += 1;
      context.log.error({ err: error, line: group[0].line }, "An order of a file could not be stored");
      return notStored(group);
    }
  };
}

function refused(errors: readonly LineError[]): Imported {
  return { outcome: "refused", errors };
}

function notStored([{ line }]: Group): Imported {
  return refused([{ line, field: "", message: "order_not_stored" }]);
}

function groupByOrder(lines: readonly CsvLine[]): Map<string, Group> {
  const groups = new Map<string, [CsvLine, ...CsvLine[]]>();
  for (const line of lines) {
    const group = groups.get(line.cells.orderId);
    if (group) group.push(line);
    else groups.set(line.cells.orderId, [line]);
  }
  return groups;
}

function shapeProblems(group: Group): LineError[] {
  const [first, ...others] = group;
  const differing = others.flatMap(({ line, cells }) =>
    ORDER_LEVEL_COLUMNS.filter((column) => cells[column] !== first.cells[column]).map((field) => ({
      line,
      field,
      message: `differs_from_line:${first.line}`,
    })),
  );
  const ragged = group
    .filter((line) => line.tooShortOrLong)
    .map(({ line }) => ({ line, field: "", message: "cells_and_columns_differ" }));
  return [...ragged, ...differing];
}

/** The database refuses it too; here a dry run sees it as well. */
function sharedPayments(group: Group, orderId: string, owners: Map<string, string>): LineError[] {
  const problems: LineError[] = [];
  for (const { line, cells } of group) {
    if (cells.gatewayPaymentRef === "") continue;
    const payment = `${cells.gatewayAccountId.toLowerCase()}|${cells.gatewayPaymentRef}`;
    const owner = owners.get(payment) ?? orderId;
    owners.set(payment, owner);
    if (owner !== orderId)
      problems.push({ line, field: "gatewayPaymentRef", message: ERROR_CODES.payment_belongs_to_other_order[1] });
  }
  return problems;
}

async function importOrder(context: AppContext, group: Group, dryRun: boolean): Promise<Imported> {
  const parsed = upsertOrderSchema.safeParse(toInput(group));
  if (!parsed.success) return refused(placeErrors(group, fieldErrorsOf(parsed.error)));
  const stored = await upsertOrder(context, parsed.data, { dryRun });
  if (!stored.ok) return refused(placeErrors(group, errorsOf(stored.error)));
  const { created, changed } = stored.value;
  return { outcome: created ? "created" : changed ? "updated" : "unchanged", errors: [] };
}

function toInput(group: Group): Record<keyof Pick<UpsertOrderInput, "orderId" | "payments">, unknown> {
  const [{ cells }] = group;
  return {
    orderId: cells.orderId,
    currency: cells.currency,
    amount: cells.amount,
    placedAt: cells.placedAt,
    customer: { name: cells.customerName, email: cells.customerEmail, phone: cells.customerPhone },
    payments: group.map(({ cells: payment }) => ({
      gatewayAccountId: payment.gatewayAccountId,
      gatewayTransactionRef: payment.gatewayTransactionRef,
      gatewayPaymentRef: payment.gatewayPaymentRef,
      method: payment.method,
      amount: payment.paymentAmount,
      currency: payment.currency,
      status: payment.status,
      paidAt: payment.paidAt || null,
    })),
  } as Record<"orderId" | "payments", unknown>;
}

function errorsOf({ code, errors }: AppError): readonly FieldError[] {
  return errors && errors.length > 0 ? errors : [{ field: "", message: ERROR_CODES[code][1] }];
}

/** Each error goes to the line of its payment, or to the order's first line, under the name of its column. */
function placeErrors(group: Group, errors: readonly FieldError[]): LineError[] {
  return errors.map(({ field, message }) => {
    const [, index] = /^payments\.(\d+)\./.exec(field) ?? [];
    const line = group[Number(index ?? 0)]?.line ?? group[0].line;
    return { line, field: COLUMN_OF_FIELD[field.replace(/^payments\.\d+/, "payment")] ?? field, message };
  });
}

function toSentence({ field, message }: LineError): FieldError {
  return { field, message: fieldSentence(message) };
}
