import type { Json } from "#lib/db/json.ts";
import type { AuditEntry, LeaseGuard, RefundPatch, StoreTransaction } from "#lib/db/store.ts";
import { tellingsOf } from "#lib/domain/notice.ts";
import { personOf } from "#lib/domain/operator.ts";
import { BALANCE_EFFECT, canMove, isFinal, type RefundState } from "#lib/domain/refund-state.ts";
import type { Refund } from "#prisma/generated/client.ts";

export type Move = {
  readonly to: RefundState;
  readonly by: AuditEntry["operator"];
  readonly data?: Json;
  readonly patch?: RefundPatch;
  readonly guard?: LeaseGuard;
  /** The stored total of the gateway counts this refund already (proof by difference). */
  readonly alreadyRead?: boolean;
  /** Another part of its group tells people of this step: one request is one message. */
  readonly isToldElsewhere?: boolean;
};

/**
 * The one way a refund changes its state: compare-and-set, the payment's counters, the ledger and the event, in the
 * caller's transaction. Null when somebody else was faster or the step does not exist: then nothing happened.
 */
export async function moveRefund(tx: StoreTransaction, refund: Refund, move: Move): Promise<Refund | null> {
  if (!canMove(refund.state, move.to)) return null;
  const now = await tx.now();
  const moved = await tx.refunds.move(
    refund.id,
    refund.state,
    move.to,
    { ...move.patch, ...restingPatch(move.to, now) },
    move.guard,
  );
  if (!moved) return null;

  await bookMoney(tx, refund, move);
  await tx.appendAudit({
    kind: "refund.state",
    operator: move.by,
    refundId: refund.id,
    paymentId: refund.paymentId,
    orderId: refund.orderId,
    data: { from: refund.state, to: move.to, ...move.data },
    tells: move.isToldElsewhere
      ? []
      : tellingsOf({
          from: refund.state,
          to: move.to,
          requesterId: refund.requestedByUserId,
          actorId: personOf(move.by),
        }),
  });
  return moved;
}

/** A final refund is nobody's work any more. */
function restingPatch(to: RefundState, now: Date): RefundPatch {
  if (isFinal(to)) return { finalAt: now, nextRunAt: null, expiresAt: null, leaseOwner: null, leaseUntil: null };
  return to === "queued" || to === "needs_review" ? { expiresAt: null } : {};
}

async function bookMoney(tx: StoreTransaction, refund: Refund, move: Move): Promise<void> {
  const before = BALANCE_EFFECT[refund.state];
  const after = BALANCE_EFFECT[move.to];
  if (before === after) return;

  const entry = { refundId: refund.id, paymentId: refund.paymentId, amountMinor: refund.amountMinor };
  if (before === "reserved" && after === "released") {
    await tx.payments.release(refund.paymentId, refund.amountMinor);
    await tx.appendLedger({ ...entry, kind: "release" });
  } else if (before === "reserved" && after === "refunded") {
    await tx.payments.post(refund.paymentId, refund.amountMinor, move.alreadyRead ?? false);
    await tx.appendLedger({ ...entry, kind: "post" });
  } else {
    await tx.payments.reverse(refund.paymentId, refund.amountMinor);
    await tx.appendLedger({ ...entry, kind: "reverse" });
  }
}
