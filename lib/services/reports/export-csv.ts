import { createHash } from "node:crypto";
import type { ExportFilter, ExportSubject, StartExportInput } from "#lib/contracts/exports.ts";
import { readByCursor } from "#lib/db/read-by-cursor.ts";
import { csvLine } from "#lib/domain/csv.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { UserOperator } from "#lib/services/people/read-session.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { describeFilter, readFilterNames } from "./filter-names.ts";

/** An export reads by a connection of its own. */
export type ExportContext = AppContext & { readonly databaseUrl: string };
export type CsvFile = { readonly name: string; readonly chunks: AsyncGenerator<Uint8Array, void> };
export type CsvColumn<Row> = readonly [head: string, cell: (row: Row) => string | null];

type Wish<Row> = {
  readonly subject: ExportSubject;
  readonly input: StartExportInput;
  readonly query: Prisma.Sql;
  readonly columns: readonly CsvColumn<Row>[];
  /** The reader went away. */
  readonly signal: AbortSignal;
};
type Entry = {
  readonly id: string;
  readonly subject: ExportSubject;
  readonly filter: ExportFilter;
  /** The filter in words. */
  readonly which: string;
  readonly operator: UserOperator;
  readonly revealWhy: string | undefined;
};

const BATCH = 1_000;
export const LONGEST_EXPORT_MS = 30 * 60_000;
/** All people together: each holds a connection, and its picture of the data. */
const MOST_AT_ONCE = 5;

/**
 * Writes down who takes what, then gives the file a batch of rows at a time; nothing is read ahead of the reader.
 *
 * The file is one plain table, which every spreadsheet reads: its last column numbers the lines, and the head of that
 * column states the export, its filter and its zone. Row count and checksum are known only at the end and stand beside
 * the file: with the export at the desk, and in the audit.
 */
export async function startExport<Row>(context: ExportContext, wish: Wish<Row>): Promise<Result<CsvFile, AppError>> {
  const { operator } = context;
  if (operator.kind !== "user") return err(appError("forbidden"));
  const { mark: _mark, revealWhy, ...given } = wish.input;
  const filter: ExportFilter = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  const which = describeFilter(filter, await readFilterNames(context.prisma, [filter]));
  const entry: Entry = { id: newId(), subject: wish.subject, filter, which, operator, revealWhy };
  const started = await recordStart(context, entry);
  return started.ok ? ok({ name: fileName(entry), chunks: chunksOf(context, wish, entry) }) : started;
}

async function* chunksOf<Row>(
  context: ExportContext,
  { input, query, columns, signal }: Wish<Row>,
  entry: Entry,
): AsyncGenerator<Uint8Array, void> {
  const hash = createHash("sha256");
  const sent = { rows: 0, bytes: 0n };
  const chunk = (text: string) => {
    const bytes = Buffer.from(text, "utf8");
    hash.update(bytes);
    sent.bytes += BigInt(bytes.length);
    return bytes;
  };
  let isWhole = false;
  try {
    yield chunk((input.mark ? "\uFEFF" : "") + csvLine([...columns.map(([head]) => head), statementOf(entry)]));
    const batches = readByCursor<Row>(context.databaseUrl, {
      text: query.text,
      values: query.values,
      batch: BATCH,
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_EXPORT_MS)]),
    });
    for await (const rows of batches) {
      const lines = rows.map((row, index) =>
        csvLine([...columns.map(([, cell]) => cell(row) ?? ""), String(sent.rows + index + 1)]),
      );
      sent.rows += rows.length;
      yield chunk(lines.join(""));
    }
    isWhole = true;
  } finally {
    await recordEnd(context, entry, { ...sent, ...(isWhole && { sha256: hash.digest("hex") }) });
  }
}

function recordStart({ prisma }: AppContext, { id, subject, filter, operator, revealWhy }: Entry) {
  return prisma.$transaction(async (tx): Promise<Result<void, AppError>> => {
    // One after the other, so that two that begin together count each other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('refund-desk exports', 0))`;
    const running = await tx.dataExport.count({
      where: { endedAt: null, startedAt: { gt: new Date(Date.now() - LONGEST_EXPORT_MS) } },
    });
    if (running >= MOST_AT_ONCE) return err(appError("rate_limited", { detail: { retryAfterSeconds: 60 } }));
    await tx.dataExport.create({
      data: { id, subject, filter, zone: operator.zone, userId: operator.id, revealWhy: revealWhy ?? null },
    });
    await recordAudit(tx, {
      kind: "export.started",
      operator,
      data: {
        export: id,
        subject,
        ...filter,
        zone: operator.zone,
        accounts: revealWhy ? "in full" : "masked",
        ...(revealWhy && { reason: revealWhy }),
      },
    });
    return ok();
  });
}

type Sent = { readonly rows: number; readonly bytes: bigint; readonly sha256?: string };

/** Before the last byte's end is told to the reader: a file that arrived whole has its checksum here. */
async function recordEnd(
  { prisma }: AppContext,
  { id, operator }: Entry,
  { rows, bytes, sha256 }: Sent,
): Promise<void> {
  const outcome = sha256 ? "whole" : "cut";
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE data_export SET ended_at = now(), outcome = ${outcome}, row_count = ${rows}, byte_count = ${bytes}, sha256 = ${sha256 ?? null}
      WHERE id = ${id}::uuid`;
    await recordAudit(tx, {
      kind: "export.ended",
      operator,
      data: { export: id, outcome, rows, ...(sha256 && { sha256 }) },
    });
  });
}

/** Ends in the export's own ID, so that two files of a day are not taken for each other. */
function fileName({ id, subject, filter, operator }: Entry): string {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: operator.zone, dateStyle: "short" }).format(new Date());
  return [subject, filter.state, day, id.slice(-8)].filter(Boolean).join("_").concat(".csv");
}

function statementOf({ id, subject, which, operator }: Entry): string {
  return `Line of export ${id}: ${which ? `${subject} with ${which}` : `all ${subject}`}; times in ${operator.zone}`;
}
