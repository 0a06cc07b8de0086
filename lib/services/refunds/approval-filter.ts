import type { ApprovalTab } from "#lib/contracts/approval-tabs.ts";
import type { ApprovalFilter } from "#lib/contracts/list-filters.ts";
import type { AppContext } from "#lib/services/context.ts";
import { allOf, amountsBetween } from "#lib/services/filter-sql.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { refundCondition } from "./refund-filter.ts";

/** How many requests stand in a tab: what is decided as one counts once. */
export async function countApprovals({ prisma }: AppContext, tab: ApprovalTab, me: string | null): Promise<number> {
  const [found] = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${rowsOf(tab)} WHERE ${inTab(tab, me)}`;
  return found?.count ?? 0;
}

/**
 * The rows of a tab as `r`, and as `t` the amount that a row shows. What is decided as one is one row: the last of its
 * parts that wait stands for them, whichever filters are set. What was decided has a life of its own, part by part.
 */
export function rowsOf(tab: ApprovalTab): Prisma.Sql {
  if (tab === "decided") return Prisma.sql`refund r CROSS JOIN LATERAL (SELECT r.currency, r.amount_minor) t`;
  return Prisma.sql`(
    SELECT * FROM refund r WHERE r.group_id IS NULL OR NOT EXISTS (
      SELECT FROM refund s WHERE s.group_id = r.group_id AND s.state = r.state AND s.id > r.id)) r
    CROSS JOIN LATERAL (
      SELECT r.currency, COALESCE(
        (SELECT sum(s.amount_minor)::bigint FROM refund s WHERE s.group_id = r.group_id AND s.state = r.state),
        r.amount_minor) AS amount_minor) t`;
}

/** As a condition on `r`. `me` is null for who is no person: nothing is theirs. */
export function inTab(tab: ApprovalTab, me: string | null): Prisma.Sql {
  const isMine = me ? Prisma.sql`r.requested_by_user_id IS NOT DISTINCT FROM ${me}::uuid` : Prisma.sql`FALSE`;
  switch (tab) {
    case "for-me":
      return Prisma.sql`r.state = 'awaiting_approval' AND NOT ${isMine} AND NOT ${approvedBy(me)}`;
    case "waiting":
      return Prisma.sql`r.state = 'awaiting_approval' AND (${isMine} OR ${approvedBy(me)})`;
    case "sent-back":
      return me ? Prisma.sql`r.state = 'sent_back' AND ${isMine}` : Prisma.sql`r.state = 'sent_back'`;
    case "decided":
      return Prisma.sql`r.state <> 'awaiting_approval' AND EXISTS (
        SELECT FROM approval a WHERE a.refund_id = r.id AND a.approver_id = ${me}::uuid)`;
  }
}

/** Waits with this person's yes. One of an earlier round counts no more: by its seal it is of something else. */
function approvedBy(me: string | null): Prisma.Sql {
  return Prisma.sql`(r.required_approvals > 1 AND EXISTS (
    SELECT FROM approval a WHERE a.refund_id = r.id AND a.sealed_hash = r.sealed_hash
      AND a.kind = 'approve' AND a.approver_id = ${me}::uuid))`;
}

/** As a condition on `r` and `t`: amounts are those that the row shows, and one of its parts has to fit the rest. */
export async function approvalCondition(
  context: AppContext,
  tab: ApprovalTab,
  filter: ApprovalFilter,
): Promise<Prisma.Sql> {
  if (tab === "decided") return refundCondition(context, filter);
  const { gateway, method, currency, min, max, ...ofRequest } = filter;
  const ofPart = allOf([
    gateway && Prisma.sql`s.gateway = ${gateway}`,
    method && Prisma.sql`lower(p.method) = lower(${method})`,
  ]);
  const fits = allOf([
    ...amountsBetween(Prisma.sql`t`, { currency, min, max }),
    ofPart &&
      Prisma.sql`EXISTS (SELECT FROM refund s JOIN payment p ON p.id = s.payment_id
        WHERE (s.id = r.id OR (s.group_id = r.group_id AND s.state = r.state)) ${ofPart})`,
  ]);
  return Prisma.sql`${await refundCondition(context, ofRequest)} ${fits ?? Prisma.empty}`;
}
