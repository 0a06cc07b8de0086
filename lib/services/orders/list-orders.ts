import type { OrderFilter } from "#lib/contracts/list-filters.ts";
import type { OrderRowDto, PageDto } from "#lib/contracts/order.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { REFUND_STATES, type RefundState } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { type Cursor, openCursor, type Placed, toPage } from "#lib/services/cursor.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { orderConditions } from "./order-filter.ts";
import { findOrderIds, findOrderIdsBeginning, nameFilter } from "./search-orders.ts";

type OrderRow = {
  id: string;
  order_id: string;
  placed_at: Date;
  customer_name: string;
  currency: string;
  amount_minor: bigint;
  payments: number;
  gateway: string | null;
  method: string | null;
  paid: bigint;
  refunded: bigint;
  refundable: bigint;
  refund_state: RefundState | null;
};

type Filter = {
  readonly where: Prisma.Sql;
  readonly days: Prisma.Sql;
  readonly cursor: Cursor | null;
  readonly limit: number;
};
type ListOrdersInput = Omit<OrderFilter, "state"> & {
  readonly state?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** How many of the newest orders are looked through for a name before the trigram index is asked: common names end here. */
const REACHES = [5_000, 40_000] as const;
/** And how many one page looks through for what no index knows; the next page goes on from there. */
const WALK = 20_000;

/** Newest first, by keyset: the last page costs what the first does. */
export async function listOrders(
  context: AppContext,
  input: ListOrdersInput,
): Promise<Result<PageDto<OrderRowDto>, AppError>> {
  const allowed = demand(context, "orders.list");
  if (!allowed.ok) return allowed;
  const read = openCursor(input.cursor);
  if (!read.ok) return read;
  const state = REFUND_STATES.find((known) => known === input.state);
  if (input.state && !state)
    return err(appError("invalid_request", { errors: [{ field: "state", message: "state_unknown" }] }));

  const q = input.q?.trim() ?? "";
  const { days, inState, rest } = orderConditions(context, { ...input, state });
  const filter = {
    where: Prisma.sql`${inState} ${rest ?? Prisma.empty}`,
    days,
    cursor: read.value,
    limit: input.limit,
  };
  // A search and a state name few orders by an index; what is left over is walked for.
  const isWalked = rest !== null && q === "" && !state && !input.refunded;
  const rows = isWalked ? await walk(context, rest, filter) : await readRows(context, q, filter);
  const end = isWalked && rows.length <= input.limit ? await endOfWalk(context, filter) : null;
  return ok(
    toPage(rows, {
      limit: input.limit,
      cursor: read.value,
      end,
      place: (row) => ({ at: row.placed_at, id: row.id }),
      item: orderRowDto,
    }),
  );
}

/** A page costs the same however rare it is what is looked for: it looks so far, and says how far it looked. */
function walk({ prisma }: AppContext, rest: Prisma.Sql, filter: Filter): Promise<OrderRow[]> {
  const found = Prisma.sql`AND o.id = ANY(ARRAY(${amongNewest(WALK, rest, filter)}))`;
  return prisma.$queryRaw<OrderRow[]>(pageOf({ ...filter, where: found }));
}

async function endOfWalk({ prisma }: AppContext, { days, cursor }: Filter): Promise<Placed | null> {
  const [end = null] = await prisma.$queryRaw<Placed[]>`
    SELECT o.id, o.placed_at AS at FROM sales_order o WHERE TRUE ${days} ${afterCursor(cursor)} ${orderBy(cursor)}
    LIMIT 1 OFFSET ${WALK - 1}`;
  return end;
}

/** An ID or its beginning names orders; what is neither is part of a name. */
async function readRows({ prisma }: AppContext, q: string, filter: Filter): Promise<OrderRow[]> {
  const page = (more: Prisma.Sql) =>
    prisma.$queryRaw<OrderRow[]>(pageOf({ ...filter, where: Prisma.sql`${more} ${filter.where}` }));
  if (q === "") return page(Prisma.empty);

  const named = await findOrderIds(prisma, q);
  if (named.length > 0) return page(oneOf(named));
  const begun = await findOrderIdsBeginning(prisma, q);
  const name = nameFilter(q);
  if (!name || (begun.length > 0 && /\d/.test(q))) return begun.length > 0 ? page(oneOf(begun)) : [];

  const text = begun.length > 0 ? Prisma.sql`(${name} OR o.id = ANY(${begun}::uuid[]))` : name;
  for (const reach of REACHES) {
    const found = await page(
      Prisma.sql`AND o.id = ANY(ARRAY(${amongNewest(reach, Prisma.sql`AND ${text} ${filter.where}`, filter)}))`,
    );
    if (found.length > filter.limit) return found;
    if (found.length === 0) break;
  }
  // Rare names: the trigram index finds the few, and sorting them costs nothing.
  return page(Prisma.sql`AND o.id = ANY(ARRAY(SELECT o.id FROM sales_order o WHERE ${text}))`);
}

function oneOf(ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`AND o.id = ANY(${ids}::uuid[])`;
}

/** Walks back in time, for a name by the index alone, until the page is full. */
function amongNewest(reach: number, where: Prisma.Sql, { days, cursor, limit }: Filter): Prisma.Sql {
  return Prisma.sql`
    SELECT o.id FROM (
      SELECT o.* FROM sales_order o WHERE TRUE ${days} ${afterCursor(cursor)} ${orderBy(cursor)} LIMIT ${reach}) o
    WHERE TRUE ${where} ${orderBy(cursor)} LIMIT ${limit + 1}`;
}

/** One statement: the rows of a page, and for these alone their payments and the refund that most needs eyes. */
function pageOf({ where, days, cursor, limit }: Filter): Prisma.Sql {
  return orderRows(
    Prisma.sql`
    SELECT ${ORDER_COLUMNS} FROM sales_order o
    WHERE TRUE ${where} ${days} ${afterCursor(cursor)} ${orderBy(cursor)} LIMIT ${limit + 1}`,
    descending(cursor),
  );
}

export const ORDER_COLUMNS = Prisma.sql`o.id, o.order_id, o.placed_at, o.customer_name, o.currency, o.amount_minor`;

/** The rows of the list and of its export for these orders, which have `ORDER_COLUMNS`. */
export function orderRows(orders: Prisma.Sql, direction: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT page.*, pay.*, worst.refund_state FROM (${orders}) page
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS payments, min(p.gateway) AS gateway, min(p.method) AS method,
        COALESCE(sum(p.captured_minor) FILTER (WHERE p.status = 'succeeded'), 0)::bigint AS paid,
        COALESCE(sum(GREATEST(p.refunded_minor, p.gateway_refunded_minor)), 0)::bigint AS refunded,
        COALESCE(sum(GREATEST(0, p.captured_minor - GREATEST(p.refunded_minor, p.gateway_refunded_minor) - p.reserved_minor - p.held_minor))
          FILTER (WHERE p.status = 'succeeded'), 0)::bigint AS refundable
      FROM payment p WHERE p.order_id = page.id AND p.currency = page.currency) pay ON TRUE
    LEFT JOIN LATERAL (
      SELECT r.state AS refund_state FROM refund r WHERE r.order_id = page.id
      ORDER BY array_position('{needs_review,unknown,reversed,failed,sent_back,awaiting_approval,submitting,processing,queued,succeeded,rejected,expired,cancelled}'::refund_state[], r.state)
      LIMIT 1) worst ON TRUE
    ORDER BY page.placed_at ${direction}, page.id ${direction}`;
}

function afterCursor(cursor: Cursor | null): Prisma.Sql {
  if (!cursor) return Prisma.empty;
  return cursor.direction === "older"
    ? Prisma.sql`AND (o.placed_at, o.id) < (${cursor.at}, ${cursor.id}::uuid)`
    : Prisma.sql`AND (o.placed_at, o.id) > (${cursor.at}, ${cursor.id}::uuid)`;
}

function orderBy(cursor: Cursor | null): Prisma.Sql {
  return Prisma.sql`ORDER BY o.placed_at ${descending(cursor)}, o.id ${descending(cursor)}`;
}

function descending(cursor: Cursor | null): Prisma.Sql {
  return cursor?.direction === "newer" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
}

function orderRowDto(row: OrderRow): OrderRowDto {
  const text = (minor: bigint) => moneyToText({ minor, currency: row.currency });
  return {
    orderId: row.order_id,
    placedAt: row.placed_at.toISOString(),
    customerName: row.customer_name,
    gateway: row.gateway,
    method: row.method,
    payments: row.payments,
    currency: row.currency,
    amount: text(row.amount_minor),
    paid: text(row.paid),
    refunded: text(row.refunded),
    refundable: text(row.refundable),
    refundState: row.refund_state,
  };
}
