import type { Json } from "#lib/db/json.ts";
import type { AttemptEnd, StoreTransaction } from "#lib/db/store.ts";
import type { Verdict } from "#lib/domain/evidence.ts";
import { assertNever } from "#lib/domain/result.ts";
import { backoffMs, probeDelayMs } from "#lib/domain/schedule.ts";
import type { RefundOutcome } from "#lib/gateways/connector.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import { digestOf } from "#lib/services/refunds/seal.ts";
import { callPerson } from "#lib/services/review/call-person.ts";
import type { Attempt, Refund } from "#prisma/generated/client.ts";
import { applyEvidence } from "./apply-evidence.ts";
import type { SendingContext } from "./sending.ts";

type Recording = { readonly attempt: Attempt; readonly outcome: RefundOutcome; readonly ladderS: readonly number[] };

/**
 * Writes down what came of a send: the attempt's end, the evidence, the state. A fact may be added by a worker that
 * lost its lease meanwhile; states change by what the facts prove and by nothing else.
 */
export function recordOutcome(
  context: SendingContext,
  refundId: string,
  { attempt, outcome, ladderS }: Recording,
): Promise<Refund | null> {
  return context.store.transaction(async (tx) => {
    const refund = await tx.refunds.lock(refundId);
    if (!refund) return null;
    const closed = await tx.attempts.close(attempt.id, attemptEnd(outcome));
    const nextRunAt = new Date((await tx.now()).getTime() + probeDelayMs({ ladderS, probes: 0, ageMs: 0 }));
    const verdict = verdictOf(outcome);
    if (verdict) {
      const fact = {
        source: "sync" as const,
        verdict,
        gatewayRef: "gatewayRef" in outcome ? outcome.gatewayRef : null,
        digest: digestOf(["sync", attempt.id, verdict]),
        credentialVersion: attempt.credentialVersion,
        detail: {},
      };
      return applyEvidence(tx, refund, fact, { by: context.operator, patch: { nextRunAt, probes: 0 } });
    }
    if (refund.state !== "submitting" || !closed) return refund;
    return outcome.kind === "not_sent"
      ? backInLine(tx, context, refund, outcome.cause)
      : toUnknown(tx, context, refund, outcome, nextRunAt);
  });
}

function verdictOf(outcome: RefundOutcome): Verdict | null {
  switch (outcome.kind) {
    case "succeeded":
      return "moved";
    case "accepted":
      return "in_progress";
    case "rejected":
      return "not_moved";
    case "refused":
    case "not_sent":
    case "outcome_lost":
      return null;
    default:
      return assertNever(outcome);
  }
}

function attemptEnd(outcome: RefundOutcome): AttemptEnd {
  switch (outcome.kind) {
    case "succeeded":
    case "accepted":
      return { outcome: "ack", gatewayRef: outcome.gatewayRef };
    case "rejected":
      return {
        outcome: "ack",
        gatewayRef: outcome.gatewayRef,
        gatewayCode: outcome.fault.code,
        gatewayText: outcome.fault.text,
        refusesRequest: outcome.fault.refusesRequest,
      };
    case "refused":
      return {
        outcome: "refused",
        gatewayCode: outcome.fault.code,
        gatewayText: outcome.fault.text,
        refusesRequest: outcome.fault.refusesRequest,
        httpStatus: outcome.httpStatus,
      };
    case "not_sent":
      return { outcome: "not_sent", cause: outcome.cause };
    case "outcome_lost":
      return { outcome: "ambiguous", cause: outcome.cause, httpStatus: outcome.httpStatus };
    default:
      return assertNever(outcome);
  }
}

/** Nothing left us: the same reference goes again later. What can never be sent goes to a person. */
function backInLine(
  tx: StoreTransaction,
  context: SendingContext,
  refund: Refund,
  cause: string,
): Promise<Refund | null> {
  if (cause === "invalid_locally" || cause === "blocked_address") {
    return callPerson(tx, refund, { kind: "cannot_be_sent", by: context.operator, detail: { cause } });
  }
  return requeue(tx, context, refund, cause);
}

async function requeue(
  tx: StoreTransaction,
  context: SendingContext,
  refund: Refund,
  cause: string,
): Promise<Refund | null> {
  const nextRunAt = new Date((await tx.now()).getTime() + backoffMs(refund.sendFailures, context.random));
  const patch = { nextRunAt, sendFailures: refund.sendFailures + 1, leaseOwner: null, leaseUntil: null };
  return moveRefund(tx, refund, { to: "queued", by: context.operator, data: { cause }, patch });
}

async function toUnknown(
  tx: StoreTransaction,
  context: SendingContext,
  refund: Refund,
  outcome: RefundOutcome,
  nextRunAt: Date,
): Promise<Refund | null> {
  if (outcome.kind === "outcome_lost" && outcome.cause === "mismatch") {
    return callPerson(tx, refund, { kind: "answer_differs", by: context.operator, detail: { cause: outcome.cause } });
  }
  const data: Json =
    outcome.kind === "refused"
      ? { code: outcome.fault.code, text: outcome.fault.text }
      : { cause: outcome.kind === "outcome_lost" ? outcome.cause : "sender_died" };
  return moveRefund(tx, refund, {
    to: "unknown",
    by: context.operator,
    data,
    patch: { nextRunAt, probes: 0, leaseOwner: null, leaseUntil: null },
  });
}
