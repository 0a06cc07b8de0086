import type { OrderFilter } from "#lib/contracts/list-filters.ts";
import { type AppContext, zoneOf } from "#lib/services/context.ts";
import { allOf, amountsBetween, daysBetween, refundedToday } from "#lib/services/filter-sql.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { ordersFound } from "./search-orders.ts";

type Conditions = {
  /** In the order of the list; empty where there is nothing of it. */
  readonly days: Prisma.Sql;
  readonly inState: Prisma.Sql;
  /** What has to be looked at row by row; null where there is nothing of it. */
  readonly rest: Prisma.Sql | null;
};

/** A filter of orders as conditions on `o`, each with AND before it; `q` is a matter of its own. */
export function orderConditions(context: AppContext, filter: OrderFilter): Conditions {
  const { state, refunded, gateway, method } = filter;
  const ofPayment = allOf([
    gateway && Prisma.sql`p.gateway = ${gateway}`,
    method && Prisma.sql`lower(p.method) = lower(${method})`,
  ]);
  const days = allOf(daysBetween(Prisma.sql`o.placed_at`, filter, zoneOf(context)));
  const inState = allOf([
    state && Prisma.sql`o.id IN (SELECT order_id FROM refund WHERE state = ${state}::refund_state)`,
    refunded &&
      Prisma.sql`o.id IN (SELECT r.order_id FROM refund r WHERE ${refundedToday(Prisma.sql`r`, zoneOf(context))})`,
  ]);
  const rest = allOf([
    ...amountsBetween(Prisma.sql`o`, filter),
    // With its LIMIT it stays one look per row: joined, all payments would be read for a page of fifty orders.
    ofPayment && Prisma.sql`(SELECT TRUE FROM payment p WHERE p.order_id = o.id ${ofPayment} LIMIT 1)`,
  ]);
  return { days: days ?? Prisma.empty, inState: inState ?? Prisma.empty, rest };
}

/** All of it as one condition, however many it is true of. */
export async function orderCondition(context: AppContext, filter: OrderFilter): Promise<Prisma.Sql> {
  const { days, inState, rest } = orderConditions(context, filter);
  return Prisma.sql`${await ordersFound(context.prisma, filter.q ?? "")} ${days} ${inState} ${rest ?? Prisma.empty}`;
}
