import { AnotherRefundInFlight } from "#lib/db/store.ts";
import { refundedMinor } from "#lib/domain/balance.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { type Receiver, receiverSchema } from "#lib/domain/receiver.ts";
import { backoffMs } from "#lib/domain/schedule.ts";
import type { RefundRequest } from "#lib/gateways/connector.ts";
import { isFromThePast } from "#lib/services/installation/watch-for-restore.ts";
import { giveBack, stopForPerson } from "#lib/services/refunds/give-back.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import { digestOf, sealRefund } from "#lib/services/refunds/seal.ts";
import { letApprovalLapse } from "#lib/services/refunds/withdraw-refund.ts";
import { receiverContext } from "#lib/services/refunds/write-refund.ts";
import type { Attempt, Payment, Refund } from "#prisma/generated/client.ts";
import { readPayment } from "./read-payment.ts";
import { recordOutcome } from "./record-outcome.ts";
import { gatewayCall, openAccountOf, type SendingContext } from "./sending.ts";
import { noteFault } from "./watch-gateway.ts";

/** From the start of the transaction that writes the attempt to the request's first byte. */
const SEND_WITHIN_MS = 2_000;
/** What the lease must still hold when the attempt is written: the exchange and its commit. */
const LEASE_LEFT_MS = 25_000;
const HOUR_MS = 3_600_000;

type Opened = Awaited<ReturnType<typeof openAccountOf>>;

/** The gateway's refunded total just before the send, where the connector needs one. Asked for at that time of the database. */
type Baseline = { readonly minor: bigint; readonly askedAt: Date };

/** Another refund of the payment ended after the baseline was asked for: a later difference would be its, not ours. */
class BaselineIsOld extends Error {}

/** Sends a claimed refund, once. Everything that may go wrong ends in a state that says so. */
export async function submitRefund(context: SendingContext, refund: Refund): Promise<void> {
  try {
    await send(context, refund);
  } catch (error) {
    if (!(error instanceof AnotherRefundInFlight || error instanceof BaselineIsOld)) throw error;
    await giveBack(context, refund, 2_000);
  }
}

async function send(context: SendingContext, refund: Refund): Promise<void> {
  if (await approvalLapsed(context, refund)) return;
  if (await isFromThePast(context)) return;
  if (sealRefund(refund) !== refund.sealedHash) throw new Error(`refund ${refund.id} is not what was approved`);
  const opened = await openAccountOf(context, refund);
  const payment = await context.store.transaction((tx) => tx.payments.find(refund.paymentId));
  if (!payment) throw new Error(`refund ${refund.id} without a payment`);

  const baseline = await readBaseline(context, refund, payment, opened);
  if (baseline === "stop") return;

  const lock = await context.locks.tryLock(refund.id);
  if (!lock) return giveBack(context, refund, 2_000);
  try {
    const startedAt = context.monotonicMs();
    const request = refundRequest(context, refund, payment);
    const attempt = await openAttempt(context, refund, opened, baseline, request);
    if (!attempt) return giveBackClaim(context, refund);
    context.witness?.note(attempt.id);
    const mayStillSend = () => lock.isHeld() && context.monotonicMs() - startedAt <= SEND_WITHIN_MS;
    const outcome = await opened.connector.operations.refund(gatewayCall(context, opened, mayStillSend), request);
    const { probeLadderS } = opened.connector.accountPolicy(opened.account.settings, payment);
    await recordOutcome(context, refund.id, { attempt, outcome, ladderS: probeLadderS });
    if ("fault" in outcome) await noteFault(context, refund.gatewayAccountId, outcome.fault);
  } finally {
    await lock.release();
  }
}

/** An approval does not wait for ever: weeks later the people have to look again (B14). */
async function approvalLapsed(context: SendingContext, refund: Refund): Promise<boolean> {
  if (refund.requiredApprovals === 0 || !refund.approvedAt) return false;
  const { id: refundId, approvedAt } = refund;
  return context.store.transaction(async (tx) => {
    const { approvalTtlHours } = await tx.settings();
    const before = new Date((await tx.now()).getTime() - approvalTtlHours * HOUR_MS);
    if (approvedAt > before) return false;
    await letApprovalLapse(tx, context, { refundId, before });
    return true;
  });
}

/** "stop" when nothing may be sent now. */
async function readBaseline(
  context: SendingContext,
  refund: Refund,
  payment: Payment,
  opened: Opened,
): Promise<Baseline | null | "stop"> {
  if (!opened.connector.policy.baselineFromPayment) return null;
  const found = await readPayment(context, opened, payment);
  if (found.kind === "no_answer") {
    await noteFault(context, refund.gatewayAccountId, found.fault);
    return stopUntilLater(context, refund, found.cause);
  }
  if (found.kind !== "found") return stop(context, refund, { found: found.kind });

  const { reading, askedAt } = found;
  await context.store.transaction((tx) =>
    tx.payments.applyReading(payment.id, {
      refundedMinor: reading.refunded.minor,
      askedAt,
      status: reading.status,
      gatewayPaymentRef: reading.gatewayPaymentRef,
    }),
  );
  const freeMinor = reading.amount.minor - reading.refunded.minor;
  if (
    reading.status !== "succeeded" ||
    reading.amount.minor !== payment.capturedMinor ||
    freeMinor < refund.amountMinor
  ) {
    return stop(context, refund, {
      status: reading.status,
      amountAtGateway: moneyToText(reading.amount),
      refundedAtGateway: moneyToText(reading.refunded),
      refundedHere: moneyToText({ minor: refundedMinor(payment), currency: payment.currency }),
    });
  }
  return { minor: reading.refunded.minor, askedAt };
}

async function stop(context: SendingContext, refund: Refund, detail: Record<string, string>): Promise<"stop"> {
  await stopForPerson(context, refund, "payment_differs", detail);
  return "stop";
}

async function stopUntilLater(context: SendingContext, refund: Refund, cause: string): Promise<"stop"> {
  context.log.warn({ refundId: refund.id, cause }, "the gateway did not tell its baseline; the refund stays in line");
  await giveBack(context, refund, backoffMs(refund.sendFailures, context.random), refund.sendFailures + 1);
  return "stop";
}

/** The account was paused, or its breaker opened, after the claim: as if it had not been claimed. */
async function giveBackClaim(context: SendingContext, refund: Refund): Promise<void> {
  await context.store.transaction(async (tx) => {
    const current = await tx.refunds.lock(refund.id);
    if (current?.fence === refund.fence) await tx.refunds.patch(refund.id, { leaseOwner: null, leaseUntil: null });
  });
}

/** The attempt is committed before a byte leaves; null when the claim is no longer ours, or nothing may be sent now. */
function openAttempt(
  context: SendingContext,
  refund: Refund,
  opened: Opened,
  baseline: Baseline | null,
  request: RefundRequest,
): Promise<Attempt | null> {
  return context.store.transaction(async (tx) => {
    const moved = await moveRefund(tx, refund, {
      to: "submitting",
      by: context.operator,
      guard: { fence: refund.fence, leaseLeftMs: LEASE_LEFT_MS },
    });
    if (!moved) return null;
    // Looked at once this refund is the one in flight: nobody can book another one of its payment any more.
    if (baseline && (await tx.payments.isBookedSince(refund.paymentId, baseline.askedAt))) throw new BaselineIsOld();
    return tx.attempts.open({
      refundId: refund.id,
      kind: "submit",
      reference: refund.reference,
      fence: refund.fence,
      credentialVersion: opened.credentialVersion,
      baselineMinor: baseline?.minor ?? null,
      // Never the signed body: a captured NeoX body can be cashed again.
      requestDigest: context.vault.digest(
        digestOf([request.reference, request.amount.minor.toString(), JSON.stringify(request.receiver)]),
        "request",
      ),
      worker: context.worker,
    });
  });
}

function refundRequest(context: SendingContext, refund: Refund, payment: Payment): RefundRequest {
  return {
    reference: refund.reference,
    amount: { minor: refund.amountMinor, currency: refund.currency },
    reason: refund.gatewayReason,
    receiver: openReceiver(context, refund),
    payment,
  };
}

function openReceiver(context: SendingContext, refund: Refund): Receiver | null {
  if (!refund.receiverSealed || refund.receiverKeyVersion === null) return null;
  return receiverSchema.parse(
    JSON.parse(context.vault.open(refund.receiverSealed, receiverContext(refund.id), refund.receiverKeyVersion)),
  );
}
