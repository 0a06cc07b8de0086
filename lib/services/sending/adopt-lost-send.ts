import type { StoreTransaction } from "#lib/db/store.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import type { Refund } from "#prisma/generated/client.ts";
import type { AskingContext } from "./sending.ts";

/**
 * The gateway knows a refund that this database has never sent: it left in the time that a restore took away. The lost
 * attempt is written down again, with an end that nobody knows; from there it goes the way of every unknown refund.
 */
export async function adoptLostSend(
  tx: StoreTransaction,
  { operator, worker }: Pick<AskingContext, "operator" | "worker">,
  refund: Refund,
  credentialVersion: number,
): Promise<Refund> {
  const cause = "lost_in_restore";
  await tx.refunds.patch(refund.id, { verifySince: null });
  const submitting = await moveRefund(tx, refund, { to: "submitting", by: operator, data: { cause } });
  if (!submitting) return refund;
  const attempt = await tx.attempts.open({
    refundId: refund.id,
    kind: "submit",
    reference: refund.reference,
    fence: refund.fence,
    credentialVersion,
    baselineMinor: refund.verifyFromMinor,
    requestDigest: null,
    worker,
  });
  await tx.attempts.close(attempt.id, { outcome: "ambiguous", cause });
  const patch = { nextRunAt: await tx.now(), probes: 0, leaseOwner: null, leaseUntil: null };
  return (await moveRefund(tx, submitting, { to: "unknown", by: operator, data: { cause }, patch })) ?? submitting;
}
