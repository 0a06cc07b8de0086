import { Prisma, type PrismaClient, type Refund } from "#prisma/generated/client.ts";
import { AnotherRefundInFlight, type RefundRepository, type Store } from "../store.ts";

export function refundRepository(tx: Prisma.TransactionClient): RefundRepository {
  return {
    insert: (refund) =>
      tx.refund.create({ data: { ...refund, receiverMasked: refund.receiverMasked ?? Prisma.DbNull } }),
    find: (id) => tx.refund.findUnique({ where: { id } }),
    lock: async (id) => {
      const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM refund WHERE id = ${id}::uuid FOR UPDATE`;
      return rows.length === 1 ? tx.refund.findUnique({ where: { id } }) : null;
    },
    findByReference: (gateway, reference) =>
      tx.refund.findUnique({ where: { gateway_reference: { gateway, reference } } }),
    move: async (id, from, to, patch = {}, guard) => {
      // The lease is measured by the database's clock, in the same row, under the lock that the UPDATE takes.
      if (guard && !(await holdsLease(tx, id, guard))) return null;
      const [moved] = await tx.refund
        .updateManyAndReturn({
          where: { id, state: from, ...(guard ? { fence: guard.fence } : {}) },
          data: { ...patch, state: to, version: { increment: 1 } },
        })
        .catch(sayWhoIsFirst);
      return moved ?? null;
    },
    patch: async (id, patch) => {
      await tx.refund.updateMany({ where: { id }, data: patch });
    },
    lockTogether: async (id) => {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM refund WHERE id = ${id}::uuid OR group_id = (SELECT group_id FROM refund WHERE id = ${id}::uuid)
        ORDER BY payment_id FOR UPDATE`;
      return tx.refund.findMany({ where: { id: { in: rows.map((row) => row.id) } }, orderBy: { paymentId: "asc" } });
    },
    expired: async (limit) => {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM refund WHERE state IN ('awaiting_approval', 'sent_back') AND expires_at <= now() AND verify_since IS NULL
        ORDER BY expires_at, id LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },
  };
}

/** Of all that is unique about a refund only its place in flight can change. */
function sayWhoIsFirst(error: unknown): never {
  const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
  throw isTaken ? new AnotherRefundInFlight() : error;
}

/** The kill switch reaches even a refund that was claimed before it was thrown (H08). */
async function holdsLease(
  tx: Prisma.TransactionClient,
  id: string,
  guard: { fence: number; leaseLeftMs: number },
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM refund WHERE id = ${id}::uuid AND fence = ${guard.fence}
      AND lease_until >= clock_timestamp() + ${guard.leaseLeftMs} * interval '1 millisecond' AND account_sends(gateway_account_id)
    FOR UPDATE`;
  return rows.length === 1;
}

type Claim = Parameters<Store["claim"]>[0];

/**
 * One statement; SKIP LOCKED keeps workers out of each other's way, and the order of accounts keeps it fair. While an
 * account does not send or its gateway does not answer, its refunds stay where they are and cost nothing (D14).
 */
export async function claimRefund(
  prisma: PrismaClient,
  { worker, leaseMs, accountIds }: Claim,
): Promise<Refund | null> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    UPDATE refund SET fence = fence + 1, lease_owner = ${worker}, lease_until = now() + ${leaseMs} * interval '1 millisecond'
    WHERE id = (
      SELECT due.id FROM (
        SELECT a.id, account_sends(a.id) AS sends, account_asks(a.id) AS asks FROM unnest(${[...accountIds]}::uuid[]) AS a(id)) account
      CROSS JOIN LATERAL (
        SELECT r.id FROM refund r
        WHERE r.gateway_account_id = account.id AND r.next_run_at <= now() AND (r.lease_until IS NULL OR r.lease_until < now())
          AND (account.asks AND r.state IN ('submitting', 'processing', 'unknown', 'needs_review')
            OR account.sends AND r.state = 'queued' AND r.verify_since IS NULL AND NOT EXISTS (
              SELECT 1 FROM refund other WHERE r.exclusive AND other.payment_id = r.payment_id AND other.exclusive
                AND other.state IN ('submitting', 'processing', 'unknown', 'needs_review')))
        ORDER BY r.next_run_at LIMIT 1 FOR UPDATE SKIP LOCKED) due
      WHERE account.asks OR account.sends LIMIT 1)
    RETURNING id`;
  return rows[0] ? prisma.refund.findUnique({ where: { id: rows[0].id } }) : null;
}
