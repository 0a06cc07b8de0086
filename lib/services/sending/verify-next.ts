import { recordCrash } from "./run-refund.ts";
import { LEASE_MS, type SendingContext } from "./sending.ts";
import { verifyRefund } from "./verify-refund.ts";

/**
 * Asks about the refund that waits longest of those that a restore left unverified (C06); false when none is due. Those
 * behind another refund in flight wait for its end: a total would not tell them apart.
 */
export async function verifyNext(context: SendingContext): Promise<boolean> {
  const { prisma, worker } = context;
  const [taken] = await prisma.$queryRaw<{ id: string }[]>`
    UPDATE refund SET fence = fence + 1, lease_owner = ${worker}, lease_until = now() + ${LEASE_MS} * interval '1 millisecond'
    WHERE id = (SELECT r.id FROM refund r
      WHERE r.verify_since IS NOT NULL AND r.state IN ('awaiting_approval', 'sent_back', 'queued') AND r.next_run_at <= now()
        AND (r.lease_until IS NULL OR r.lease_until < now()) AND account_asks(r.gateway_account_id)
        AND NOT EXISTS (SELECT 1 FROM refund other WHERE r.exclusive AND other.payment_id = r.payment_id AND other.exclusive
          AND other.state IN ('submitting', 'processing', 'unknown', 'needs_review'))
      ORDER BY r.next_run_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  if (!taken) return false;
  const refund = await prisma.refund.findUniqueOrThrow({ where: { id: taken.id } });
  try {
    await verifyRefund(context, refund);
  } catch (error) {
    context.log.error({ err: error, refundId: refund.id }, "the worker failed to verify a refund; it comes back to it");
    await recordCrash(context, refund, error);
  }
  return true;
}
