import type { RefundFilter } from "#lib/contracts/list-filters.ts";
import { isReference } from "#lib/domain/ids.ts";
import { type AppContext, zoneOf } from "#lib/services/context.ts";
import { allOf, amountsBetween, daysBetween, likeLiteral, refundedToday } from "#lib/services/filter-sql.ts";
import { ordersNamed } from "#lib/services/orders/search-orders.ts";
import { Prisma } from "#prisma/generated/client.ts";

type Conditions = {
  /** What an index answers, in the order of the list; empty where there is nothing of it. */
  readonly indexed: Prisma.Sql;
  /** What has to be looked at row by row; null where there is nothing of it. */
  readonly rest: Prisma.Sql | null;
};

const AGE = {
  "1h": "1 hour",
  "4h": "4 hours",
  "1d": "1 day",
  "3d": "3 days",
  "7d": "7 days",
  "30d": "30 days",
} as const;

/** A filter of refunds as conditions on `r`, each with AND before it. */
export async function refundConditions(context: AppContext, filter: RefundFilter): Promise<Conditions> {
  const { q, state, refunded, age, by } = filter;
  const isPerson = by !== undefined && (await context.prisma.user.count({ where: { id: by } })) > 0;
  const indexed = allOf([
    q && named(q),
    state && Prisma.sql`r.state = ${state}::refund_state`,
    refunded && refundedToday(Prisma.sql`r`, zoneOf(context)),
    isPerson && Prisma.sql`r.requested_by_user_id = ${by}::uuid`,
    ...daysBetween(Prisma.sql`r.created_at`, filter, zoneOf(context)),
    age && Prisma.sql`r.created_at <= now() - ${AGE[age]}::interval`,
  ]);
  const rest = allOf([
    by && !isPerson && Prisma.sql`r.requested_by_api_key_id = ${by}::uuid`,
    ...amountsBetween(Prisma.sql`r`, filter),
    ...lookedAt(filter),
  ]);
  return { indexed: indexed ?? Prisma.empty, rest };
}

/** All of it as one condition, however many it is true of. */
export async function refundCondition(context: AppContext, filter: RefundFilter): Promise<Prisma.Sql> {
  const { indexed, rest } = await refundConditions(context, filter);
  return Prisma.sql`TRUE ${indexed} ${rest ?? Prisma.empty}`;
}

function named(q: string): Prisma.Sql {
  return isReference(q.toUpperCase())
    ? Prisma.sql`r.reference = ${q.toUpperCase()}`
    : Prisma.sql`r.order_id IN (${ordersNamed(q)})`;
}

/** A subquery with a LIMIT stays one per row: joined, whole tables would be read for a page of fifty. */
function lookedAt({ gateway, method, reason, approver }: RefundFilter) {
  return [
    gateway && Prisma.sql`r.gateway = ${gateway}`,
    method && Prisma.sql`(SELECT lower(p.method) FROM payment p WHERE p.id = r.payment_id LIMIT 1) = lower(${method})`,
    reason && Prisma.sql`r.reason ILIKE ${`%${likeLiteral(reason)}%`}`,
    approver &&
      Prisma.sql`(SELECT TRUE FROM approval a WHERE a.refund_id = r.id AND a.approver_id = ${approver}::uuid
        AND a.kind = 'approve' AND a.sealed_hash = r.sealed_hash LIMIT 1)`,
  ];
}
