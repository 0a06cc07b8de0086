import type { ExportDto, ExportFilter, ExportFormDto, ExportSubject } from "#lib/contracts/exports.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand, may, zoneOf } from "#lib/services/context.ts";
import { orderCondition } from "#lib/services/orders/order-filter.ts";
import { refundCondition } from "#lib/services/refunds/refund-filter.ts";
import { type DataExport, Prisma } from "#prisma/generated/client.ts";
import { LONGEST_EXPORT_MS } from "./export-csv.ts";
import { readFilterNames } from "./filter-names.ts";

const COUNTED = 100_000;
const EARLIER = 10;

/** What would be in the file, and this person's last files with what they can be known by. */
export async function getExportForm(
  context: AppContext,
  { subject, filter }: { readonly subject: ExportSubject; readonly filter: ExportFilter },
): Promise<Result<ExportFormDto, AppError>> {
  const allowed = demand(context, subject === "refunds" ? "refunds.list" : "orders.list");
  if (!allowed.ok) return allowed;
  const rows =
    subject === "refunds"
      ? Prisma.sql`refund r WHERE ${await refundCondition(context, filter)}`
      : Prisma.sql`sales_order o WHERE ${await orderCondition(context, filter)}`;
  const [counted, earlier] = await Promise.all([
    context.prisma.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM (SELECT 1 FROM ${rows} LIMIT ${COUNTED + 1}) counted`,
    listExports(context, subject),
  ]);
  if (!earlier.ok) return earlier;
  const { count } = counted[0];
  return ok({
    subject,
    filter,
    zone: zoneOf(context),
    rows: { count: Math.min(count, COUNTED), orMore: count > COUNTED },
    names: await readFilterNames(context.prisma, [filter, ...earlier.value.map((file) => file.filter)]),
    mayReveal: subject === "refunds" && may(context.operator, "receivers.export"),
    earlier: earlier.value,
  });
}

/** This person's last files, newest first. */
export async function listExports(
  context: AppContext,
  subject: ExportSubject,
): Promise<Result<readonly ExportDto[], AppError>> {
  const allowed = demand(context, subject === "refunds" ? "refunds.list" : "orders.list");
  if (!allowed.ok) return allowed;
  const { operator } = context;
  if (operator.kind !== "user") return ok([]);
  const rows = await context.prisma.dataExport.findMany({
    where: { userId: operator.id, subject },
    orderBy: { startedAt: "desc" },
    take: EARLIER,
  });
  return ok(rows.map(exportDto));
}

function exportDto(row: DataExport): ExportDto {
  // A process that fell leaves no end behind.
  const isOver = row.startedAt.getTime() < Date.now() - LONGEST_EXPORT_MS;
  return {
    id: row.id,
    subject: row.subject as ExportSubject,
    filter: row.filter as ExportFilter,
    zone: row.zone,
    hasFullAccounts: row.revealWhy !== null,
    startedAt: row.startedAt.toISOString(),
    outcome: row.outcome === "whole" ? "whole" : row.outcome === "cut" || isOver ? "cut" : "running",
    rows: row.rowCount,
    bytes: row.byteCount?.toString() ?? null,
    sha256: row.sha256,
  };
}
