import { Prisma, type PrismaClient } from "#prisma/generated/client.ts";
import type { UsageRepository } from "../store.ts";

const COUNTS = Prisma.sql`state NOT IN ('rejected', 'expired', 'cancelled', 'failed')`;

export function usageRepository(tx: Prisma.TransactionClient): UsageRepository {
  return {
    askedToday: async ({ paymentId, requesterId, currency, zone }) => {
      // Two requests of one payment or of one person would each see the day without the other.
      await tx.$queryRaw`SELECT id FROM payment WHERE id = ${paymentId}::uuid FOR UPDATE`;
      await oneAfterTheOther(tx, requesterId);
      const [sums] = await tx.$queryRaw<[{ of_payment: bigint; by_requester: bigint }]>`
        SELECT COALESCE(SUM(amount_minor) FILTER (WHERE payment_id = ${paymentId}::uuid), 0)::bigint AS of_payment,
          COALESCE(SUM(amount_minor) FILTER (WHERE requested_by_user_id = ${requesterId}::uuid), 0)::bigint AS by_requester
        FROM refund WHERE currency = ${currency} AND ${COUNTS} AND created_at >= ${dayBegin(zone)}
          AND (payment_id = ${paymentId}::uuid OR requested_by_user_id = ${requesterId}::uuid)`;
      return { ofPayment: sums.of_payment, byRequester: sums.by_requester };
    },
    approvedToday: async (who) => {
      await oneAfterTheOther(tx, who.approverId);
      return readApprovedToday(tx, who);
    },
    receiverIsKnown: async (receiverDigest) =>
      (await tx.refund.findFirst({ where: { receiverDigest, state: "succeeded" }, select: { id: true } })) !== null,
  };
}

type Approver = { readonly approverId: string; readonly currency: string; readonly zone: string };

/** Minor units; holds nobody up, so that another approval may come right after it. */
export async function readApprovedToday(
  db: PrismaClient | Prisma.TransactionClient,
  { approverId, currency, zone }: Approver,
): Promise<bigint> {
  const [sum] = await db.$queryRaw<[{ minor: bigint }]>`
    SELECT COALESCE(SUM(amount_minor), 0)::bigint AS minor FROM refund WHERE currency = ${currency} AND ${COUNTS}
      AND id IN (SELECT refund_id FROM approval WHERE approver_id = ${approverId}::uuid AND kind = 'approve' AND at >= ${dayBegin(zone)})`;
  return sum.minor;
}

/** Midnight in the merchant's zone. */
function dayBegin(zone: string): Prisma.Sql {
  return Prisma.sql`(date_trunc('day', now() AT TIME ZONE ${zone}) AT TIME ZONE ${zone})`;
}

async function oneAfterTheOther(tx: Prisma.TransactionClient, userId: string | null): Promise<void> {
  if (userId) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`usage:${userId}`}, 0))`;
}
