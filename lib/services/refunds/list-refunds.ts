import type { RefundFilter } from "#lib/contracts/list-filters.ts";
import type { PageDto } from "#lib/contracts/order.ts";
import type { RefundRowDto } from "#lib/contracts/refund.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isReference } from "#lib/domain/ids.ts";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { type Cursor, openCursor, type Placed, toPage } from "#lib/services/cursor.ts";
import { findOrderIds } from "#lib/services/orders/search-orders.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { REFUND_ROW_PARTS, type RefundRow, refundRowDto } from "./refund-dto.ts";
import { refundConditions } from "./refund-filter.ts";

export type ListRefundsInput = Omit<RefundFilter, "q" | "state"> & {
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** How many of the newest refunds one page looks through for what no index knows; the next page goes on from there. */
const REACH = 50_000;

/** Newest first. `q` is any ID that names a refund or the order it belongs to. */
export async function listRefunds(
  context: AppContext,
  input: ListRefundsInput,
): Promise<Result<PageDto<RefundRowDto>, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const state = REFUND_STATES.find((known) => known === input.state);
  if (input.state && !state)
    return err(appError("invalid_request", { errors: [{ field: "state", message: "state_unknown" }] }));
  const { cursor, limit, ...given } = input;
  const filter = { ...given, state, q: input.q?.trim() };
  const page = isPlain(filter)
    ? await readRefundPage(
        context,
        { ...(state && { state }), ...(await namedBy(context, filter.q ?? "")) },
        { cursor, limit },
      )
    : await walkRefunds(context, filter, { cursor, limit });
  return page.ok ? ok({ ...page.value, items: page.value.items.map(refundRowDto) }) : page;
}

async function namedBy({ prisma }: AppContext, q: string): Promise<Prisma.RefundWhereInput> {
  if (q === "") return {};
  if (isReference(q.toUpperCase())) return { reference: q.toUpperCase() };
  return { orderId: { in: await findOrderIds(prisma, q) } };
}

function isPlain({ q: _q, state: _state, ...others }: RefundFilter): boolean {
  return Object.values(others).every((value) => value === undefined);
}

type Wanted = { readonly cursor?: string | undefined; readonly limit: number };

/**
 * By conditions that no index answers together: walks back in time, row by row, until the page is full or its reach is
 * used up. So a page costs the same however rare it is what is looked for, and says how far it looked.
 */
async function walkRefunds(
  context: AppContext,
  filter: RefundFilter,
  { cursor: cursorText, limit }: Wanted,
): Promise<Result<PageDto<RefundRow>, AppError>> {
  const read = openCursor(cursorText);
  if (!read.ok) return read;
  const cursor = read.value;
  const { prisma } = context;
  const { indexed, rest } = await refundConditions(context, filter);
  const order = Prisma.sql`ORDER BY r.created_at ${directionOf(cursor)}, r.id ${directionOf(cursor)}`;
  const walk = Prisma.sql`FROM refund r WHERE TRUE ${indexed} ${beyond(cursor)} ${order}`;
  const found = await prisma.$queryRaw<Placed[]>`
    SELECT r.id, r.created_at AS at FROM (SELECT r.* ${walk} LIMIT ${REACH}) r
    WHERE TRUE ${rest ?? Prisma.empty} ${order} LIMIT ${limit + 1}`;
  const [end = null] =
    rest && found.length <= limit
      ? await prisma.$queryRaw<Placed[]>`SELECT r.id, r.created_at AS at ${walk} LIMIT 1 OFFSET ${REACH - 1}`
      : [];
  const rows = await prisma.refund.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    include: REFUND_ROW_PARTS,
    relationLoadStrategy: "join",
  });
  const page = toPage(found, { limit, cursor, end, place: (one) => one, item: ({ id }) => id });
  return ok({ ...page, items: page.items.flatMap((id) => rows.find((row) => row.id === id) ?? []) });
}

/** A page of rows as they are stored, newest first. */
async function readRefundPage(
  { prisma }: AppContext,
  where: Prisma.RefundWhereInput,
  { cursor: cursorText, limit }: Wanted,
): Promise<Result<PageDto<RefundRow>, AppError>> {
  const read = openCursor(cursorText);
  if (!read.ok) return read;
  const cursor = read.value;
  const direction = cursor?.direction === "newer" ? "asc" : "desc";
  const rows = await prisma.refund.findMany({
    where: cursor ? { AND: [where, after(cursor)] } : where,
    include: REFUND_ROW_PARTS,
    orderBy: [{ createdAt: direction }, { id: direction }],
    take: limit + 1,
    relationLoadStrategy: "join",
  });
  return ok(toPage(rows, { limit, cursor, place: (row) => ({ at: row.createdAt, id: row.id }), item: (row) => row }));
}

function after({ direction, at, id }: Cursor): Prisma.RefundWhereInput {
  return direction === "older"
    ? { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] }
    : { createdAt: { gte: at }, OR: [{ createdAt: { gt: at } }, { id: { gt: id } }] };
}

function beyond(cursor: Cursor | null): Prisma.Sql {
  if (!cursor) return Prisma.empty;
  return cursor.direction === "older"
    ? Prisma.sql`AND (r.created_at, r.id) < (${cursor.at}, ${cursor.id}::uuid)`
    : Prisma.sql`AND (r.created_at, r.id) > (${cursor.at}, ${cursor.id}::uuid)`;
}

function directionOf(cursor: Cursor | null): Prisma.Sql {
  return cursor?.direction === "newer" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
}
