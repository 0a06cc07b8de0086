import type { ApprovalTab } from "#lib/contracts/approval-tabs.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";

/** How many requests stand in a tab: what is decided as one counts once. */
export async function countApprovals(context: AppContext, tab: ApprovalTab, me: string | null): Promise<number> {
  const where = await approvalFilter(context, tab, me);
  const [alone, groups] = await Promise.all([
    context.prisma.refund.count({ where: { ...where, groupId: null } }),
    context.prisma.refund.groupBy({ by: ["groupId"], where: { ...where, groupId: { not: null } } }),
  ]);
  return alone + groups.length;
}

/** `me` is null for who is no person: nothing is theirs. */
export async function approvalFilter(
  { prisma }: Pick<AppContext, "prisma">,
  tab: ApprovalTab,
  me: string | null,
): Promise<Prisma.RefundWhereInput> {
  const mine: Prisma.RefundWhereInput = me ? { requestedByUserId: me } : NOTHING;
  switch (tab) {
    case "for-me":
      // A request of an API key is nobody's: for SQL, which knows no "not" of what is unknown, it has to be named.
      return {
        state: "awaiting_approval",
        OR: [{ requestedByUserId: null }, { requestedByUserId: { not: me } }],
        id: { notIn: await approvedBy(prisma, me) },
      };
    case "waiting":
      return { state: "awaiting_approval", OR: [mine, { id: { in: await approvedBy(prisma, me) } }] };
    case "sent-back":
      return { state: "sent_back", ...(me ? mine : {}) };
    case "decided":
      return me ? { approvals: { some: { approverId: me } }, state: { not: "awaiting_approval" } } : NOTHING;
  }
}

const NOTHING: Prisma.RefundWhereInput = { id: { in: [] } };

/** Those that wait with this person's yes. One of an earlier round counts no more: by its seal it is of something else. */
async function approvedBy(prisma: PrismaClient, me: string | null): Promise<string[]> {
  if (!me) return [];
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM refund r
    WHERE r.state = 'awaiting_approval' AND r.required_approvals > 1 AND EXISTS (
      SELECT FROM approval a WHERE a.refund_id = r.id AND a.sealed_hash = r.sealed_hash
        AND a.kind = 'approve' AND a.approver_id = ${me}::uuid)`;
  return rows.map(({ id }) => id);
}
