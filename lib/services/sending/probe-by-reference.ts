import type { StoreTransaction } from "#lib/db/store.ts";
import type { Verdict } from "#lib/domain/evidence.ts";
import { judgeAbsence } from "#lib/domain/judge-absence.ts";
import { assertNever } from "#lib/domain/result.ts";
import type { RefundQueryOutcome } from "#lib/gateways/connector.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import { digestOf } from "#lib/services/refunds/seal.ts";
import { callPerson } from "#lib/services/review/call-person.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { applyEvidence } from "./apply-evidence.ts";
import type { Answer, Probe } from "./probe-refund.ts";
import { type AskingContext, gatewayCall } from "./sending.ts";
import { noteFault } from "./watch-gateway.ts";

type Found = Extract<RefundQueryOutcome, { kind: "found" }>;

const VERDICTS: Readonly<Record<Exclude<Found["state"], "closed">, Verdict>> = {
  succeeded: "moved",
  failed: "not_moved",
  processing: "in_progress",
};

/** How an absent answer is kept, so that later ones can count it. */
const ABSENT = "not_found";

/** Where the gateway can be asked for a refund by our reference. */
export async function askByReference(context: AskingContext, claimed: Refund, probe: Probe): Promise<Answer> {
  const { opened, payment, submit } = probe;
  const query = opened.connector.operations.queryRefund;
  if (!query) throw new Error(`${opened.gateway} cannot be asked for a refund`);
  const amount = { minor: claimed.amountMinor, currency: claimed.currency };
  const outcome = await query(gatewayCall(context, opened), {
    reference: claimed.reference,
    gatewayRef: submit.gatewayRef,
    amount,
    payment,
  });
  if (outcome.kind === "no_answer") await noteFault(context, claimed.gatewayAccountId, outcome.fault);
  // The lock is tried outside the transaction: it lives in a session of its own.
  const senderGone = outcome.kind === "not_found" && (await isFree(context, claimed.id));
  return (tx, refund) => record(tx, context, refund, probe, outcome, senderGone);
}

async function isFree({ locks }: AskingContext, refundId: string): Promise<boolean> {
  const lock = await locks?.tryLock(refundId);
  await lock?.release();
  return lock !== null && lock !== undefined;
}

async function record(
  tx: StoreTransaction,
  context: AskingContext,
  refund: Refund,
  probe: Probe,
  outcome: RefundQueryOutcome,
  senderGone: boolean,
): Promise<Refund> {
  const { query } = probe;
  switch (outcome.kind) {
    case "found":
      await tx.attempts.close(query.id, {
        outcome: "ack",
        gatewayRef: outcome.gatewayRef,
        gatewayCode: outcome.fault?.code ?? null,
        gatewayText: outcome.fault?.text ?? null,
        cause: outcome.state,
      });
      return believe(tx, context, refund, probe, outcome);
    case "not_found":
      await tx.attempts.close(query.id, { outcome: "ack", cause: ABSENT });
      return judge(tx, context, refund, probe, senderGone);
    case "mismatch":
      await tx.attempts.close(query.id, { outcome: "ambiguous", cause: `mismatch ${outcome.field}` });
      return callPerson(tx, refund, { kind: "answer_differs", by: context.operator, detail: { field: outcome.field } });
    case "no_answer":
      await tx.attempts.close(query.id, {
        outcome: "ambiguous",
        cause: outcome.cause,
        gatewayCode: outcome.fault?.code ?? null,
        gatewayText: outcome.fault?.text ?? null,
      });
      return refund;
    default:
      return assertNever(outcome);
  }
}

/** The gateway knows it. "Closed" is no proof of anything: the gateway gave up on it and does not know either. */
async function believe(
  tx: StoreTransaction,
  context: AskingContext,
  refund: Refund,
  { submit, query }: Probe,
  found: Found,
): Promise<Refund> {
  if (found.state === "closed") {
    return callPerson(tx, refund, {
      kind: "closed_at_gateway",
      by: context.operator,
      detail: { gatewayRef: found.gatewayRef },
    });
  }
  const verdict = VERDICTS[found.state];
  const fact = {
    source: "query" as const,
    verdict,
    gatewayRef: found.gatewayRef,
    digest: digestOf(["query", submit.id, verdict]),
    credentialVersion: query.credentialVersion,
    detail: { code: found.fault?.code ?? null, text: found.fault?.text ?? null },
  };
  return applyEvidence(tx, refund, fact, { by: context.operator });
}

async function judge(
  tx: StoreTransaction,
  context: AskingContext,
  refund: Refund,
  { opened, submit, before, policy }: Probe,
  senderGone: boolean,
): Promise<Refund> {
  const now = (await tx.now()).getTime();
  const endedAt = (submit.endedAt ?? submit.startedAt).getTime();
  const earlier = before.filter(
    (attempt) => attempt.kind === "query" && attempt.number > submit.number && attempt.cause === ABSENT,
  );
  const judgement = judgeAbsence({
    absentAtMs: [
      ...earlier.map((attempt) => (attempt.endedAt ?? attempt.startedAt).getTime() - endedAt),
      now - endedAt,
    ],
    quietTimeMs: policy.quietTimeS * 1000,
    refused: submit.outcome === "refused" ? { refusesRequest: submit.refusesRequest } : null,
    wasKnown: (await tx.evidence.of(refund.id)).length > 0,
    resendIsSafe: opened.connector.policy.resendIsSafe,
    resentBefore: before.some((attempt) => attempt.outcome === "proven_absent"),
    senderGone,
    firstSentMsAgo: now - submit.startedAt.getTime(),
  });
  switch (judgement.kind) {
    case "ask_again":
      return refund;
    case "evidence": {
      const { source, verdict } = judgement;
      const fact = {
        source,
        verdict,
        gatewayRef: null,
        digest: digestOf([source, submit.id, verdict]),
        credentialVersion: submit.credentialVersion,
        detail: { refusal: submit.gatewayCode },
      };
      return applyEvidence(tx, refund, fact, { by: context.operator });
    }
    case "send_again":
      return sendAgain(tx, context, refund, submit.id);
    case "person":
      return callPerson(tx, refund, {
        kind: judgement.why,
        by: context.operator,
        detail: { asked: earlier.length + 1 },
      });
    default:
      return assertNever(judgement);
  }
}

/** Proven absent: the same reference goes once more. The gateway refuses it should the first one turn up after all. */
async function sendAgain(
  tx: StoreTransaction,
  context: AskingContext,
  refund: Refund,
  submitId: string,
): Promise<Refund> {
  if (refund.state !== "unknown") return refund;
  await tx.attempts.proveAbsent(submitId);
  const patch = { nextRunAt: await tx.now(), probes: 0, leaseOwner: null, leaseUntil: null };
  return (
    (await moveRefund(tx, refund, { to: "queued", by: context.operator, data: { cause: "proven_absent" }, patch })) ??
    refund
  );
}
