import { CARD_STATES, type CountsDto, MOST_COUNTED } from "#lib/contracts/status-cards.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand, zoneOf } from "#lib/services/context.ts";
import { refundedToday } from "#lib/services/filter-sql.ts";
import { Prisma } from "#prisma/generated/client.ts";

type CountedList = "orders" | "refunds";

/** How many rows a list has behind each of its cards. Each is counted by an index, and no further than is shown. */
export async function readCounts(
  context: AppContext,
  { list }: { readonly list: CountedList },
): Promise<Result<CountsDto, AppError>> {
  const allowed = demand(context, list === "orders" ? "orders.list" : "refunds.list");
  if (!allowed.ok) return allowed;
  const today = refundedToday(Prisma.sql`r`, zoneOf(context));
  const counts = [
    Prisma.sql`${upTo(WHOLE[list])} AS "all"`,
    Prisma.sql`${upTo(Prisma.sql`${ROWS[list]} WHERE ${today}`)} AS today`,
    ...CARD_STATES.map(
      (state) =>
        // Written out, not handed over: only so can the planner know that the partial index holds them.
        Prisma.sql`${upTo(Prisma.sql`${ROWS[list]} WHERE r.state = '${Prisma.raw(state)}'`)} AS ${Prisma.raw(state)}`,
    ),
  ];
  const [found] = await context.prisma.$queryRaw<[CountsDto]>`SELECT ${Prisma.join(counts)}`;
  return ok(found);
}

const WHOLE = { orders: Prisma.sql`SELECT FROM sales_order`, refunds: Prisma.sql`SELECT FROM refund` } as const;
/** Of an order with several such refunds there is one row. */
const ROWS = {
  orders: Prisma.sql`SELECT DISTINCT r.order_id FROM refund r`,
  refunds: Prisma.sql`SELECT FROM refund r`,
} as const;

function upTo(rows: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int FROM (${rows} LIMIT ${MOST_COUNTED + 1}) counted)`;
}
