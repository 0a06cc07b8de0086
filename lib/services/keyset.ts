import { z } from "zod";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { cutPage } from "./cursor.ts";

/** A column that a list is sorted by, and how its value travels in a cursor. */
type Column<Row> = {
  readonly sql: Prisma.Sql;
  readonly of: (row: Row) => string;
  readonly schema: z.ZodType<string>;
  readonly typed: (text: string) => Prisma.Sql;
};

/** A sort of a list: by its columns and then by the rows' IDs, so that no two rows stand in the same place. */
export type Keyset<Row> = {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly id: Prisma.Sql;
  readonly isDescending: boolean;
};

/** A row's place in a sorted list; of a page that was asked for with the direction to read from there. */
type Place = { readonly values: readonly string[]; readonly id: string };
export type Position = Place & { readonly isBackwards: boolean };

const texts = z.array(z.string()).min(3);

/** The place that was asked for, null for the beginning. That of another sort is none. */
export function openPosition<Row>(
  { name, columns }: Keyset<Row>,
  text: string | undefined,
): Result<Position | null, AppError> {
  if (!text) return ok(null);
  const [sort, direction, ...place] = readTexts(text);
  const [values, id = ""] = [place.slice(0, -1), place.at(-1)];
  const isOurs =
    sort === name &&
    (direction === "before" || direction === "after") &&
    values.length === columns.length &&
    columns.every(({ schema }, index) => schema.safeParse(values[index]).success) &&
    z.uuid().safeParse(id).success;
  if (!isOurs) return err(appError("invalid_request", { errors: [{ field: "cursor", message: "cursor_unreadable" }] }));
  return ok({ isBackwards: direction === "before", values, id });
}

/** As a condition with AND before it. */
export function beyond<Row>({ columns, id, isDescending }: Keyset<Row>, from: Position | null): Prisma.Sql {
  if (!from) return Prisma.empty;
  const place = Prisma.join([...columns.map(({ sql }) => sql), id]);
  const values = columns.map(({ typed }, index) => typed(from.values[index] ?? ""));
  const sign = isDescending === from.isBackwards ? Prisma.sql`>` : Prisma.sql`<`;
  return Prisma.sql`AND (${place}) ${sign} (${Prisma.join([...values, Prisma.sql`${from.id}::uuid`])})`;
}

/** All columns go the same way: what shall go the other way is turned round in its column. */
export function orderBy<Row>({ columns, id, isDescending }: Keyset<Row>, from: Position | null): Prisma.Sql {
  const way = isDescending === (from?.isBackwards ?? false) ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const sorted = [...columns.map(({ sql }) => sql), id].map((column) => Prisma.sql`${column} ${way}`);
  return Prisma.sql`ORDER BY ${Prisma.join(sorted)}`;
}

/** A page of rows that were read by `beyond` and `orderBy`, with one more than asked for. */
export function keysetPage<Row extends { readonly id: string }>(
  keyset: Keyset<Row>,
  rows: readonly Row[],
  { from, limit }: { readonly from: Position | null; readonly limit: number },
) {
  const isBackwards = from?.isBackwards ?? false;
  const place = (row: Row): Place => ({ values: keyset.columns.map((column) => column.of(row)), id: row.id });
  const { read, before, after } = cutPage<Row, Place>(rows, { limit, isBackwards, from, place });
  const write = (way: "before" | "after", at: Place | null) =>
    at && Buffer.from(JSON.stringify([keyset.name, way, ...at.values, at.id]), "utf8").toString("base64url");
  return { items: read, next: write("after", after), previous: write("before", before) };
}

export function timeColumn<Row>(sql: Prisma.Sql, of: (row: Row) => Date): Column<Row> {
  const typed = (text: string) => Prisma.sql`${text}::timestamptz`;
  return { sql, of: (row) => of(row).toISOString(), schema: z.iso.datetime(), typed };
}

export function numberColumn<Row>(sql: Prisma.Sql, of: (row: Row) => bigint | number): Column<Row> {
  const schema = z.string().regex(/^-?\d{1,18}$/);
  return { sql, of: (row) => of(row).toString(), schema, typed: (text) => Prisma.sql`${text}::bigint` };
}

export function currencyColumn<Row>(sql: Prisma.Sql, of: (row: Row) => string): Column<Row> {
  return { sql, of, schema: z.string().regex(/^[A-Z]{3}$/), typed: (text) => Prisma.sql`${text}::char(3)` };
}

function readTexts(text: string): readonly string[] {
  try {
    return texts.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    return [];
  }
}
