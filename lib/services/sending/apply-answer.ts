import type { AuditEntry, StoreTransaction } from "#lib/db/store.ts";
import { parseMoney } from "#lib/domain/money.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { assertNever } from "#lib/domain/result.ts";
import type { ReviewAnswer } from "#lib/domain/review.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import { digestOf } from "#lib/services/refunds/seal.ts";
import type { Attempt, Case, Decision, Refund } from "#prisma/generated/client.ts";
import { mayHaveMoved } from "./may-have-moved.ts";

export type Answering = {
  readonly entry: Case;
  readonly refund: Refund;
  readonly attempts: readonly Attempt[];
  readonly decision: Decision;
  readonly answer: ReviewAnswer;
  readonly by: AuditEntry["operator"];
};

/** What two people said takes effect. Their word is evidence like any other, and is kept as such. */
export async function applyAnswer(tx: StoreTransaction, answering: Answering): Promise<Refund> {
  const { entry, refund, attempts, by } = answering;
  switch (answering.answer) {
    case "refunded":
      return settle(tx, answering, { verdict: "moved", to: "succeeded" });
    case "not_refunded":
      // What was never sent needs no proof of absence: it is withdrawn.
      return attempts.some(mayHaveMoved)
        ? settle(tx, answering, { verdict: "not_moved", to: "failed" })
        : finish(tx, answering, "cancelled");
    case "send_again":
      return sendAgain(tx, answering);
    case "keep_asking":
      await tx.refunds.patch(refund.id, { nextRunAt: await tx.now(), probes: 0, leaseOwner: null, leaseUntil: null });
      return refund;
    case "came_back":
      return finish(tx, answering, "reversed");
    case "booked":
      return bookAsGone(tx, answering);
    case "noted":
      await tx.payments.unhold(refund.paymentId, setAside(entry, refund));
      await tx.cases.close(entry.id, by.kind === "user" ? by.id : by.kind);
      return refund;
    default:
      return assertNever(answering.answer);
  }
}

/** The refund stays failed, and its amount has left the payment all the same (E18). */
async function bookAsGone(tx: StoreTransaction, { entry, refund, decision, by }: Answering): Promise<Refund> {
  const { gatewayRef = null } = decision.evidence as { gatewayRef?: string | null };
  await tx.payments.unhold(refund.paymentId, setAside(entry, refund));
  await tx.payments.bookOutside(refund.paymentId, {
    amountMinor: refund.amountMinor,
    gatewayRef,
    decisionId: decision.id,
  });
  await tx.cases.close(entry.id, by.kind === "user" ? by.id : by.kind);
  return refund;
}

/** What the case took out of the free balance until people had looked. */
function setAside({ detail }: Case, { currency }: Refund): bigint {
  const { held = "0" } = detail as { held?: string };
  const money = parseMoney(held, currency);
  return money.ok ? money.value.minor : 0n;
}

async function settle(
  tx: StoreTransaction,
  answering: Answering,
  { verdict, to }: { readonly verdict: "moved" | "not_moved"; readonly to: "succeeded" | "failed" },
): Promise<Refund> {
  const { refund, decision } = answering;
  const detail = decision.evidence as { text?: string; gatewayRef?: string | null };
  await tx.evidence.add({
    refundId: refund.id,
    source: "two_people",
    verdict,
    gatewayRef: detail.gatewayRef ?? null,
    digest: digestOf(["two_people", decision.id, verdict]),
    credentialVersion: null,
    detail: { text: detail.text ?? "", decision: decision.id },
  });
  return finish(tx, answering, to);
}

async function finish(
  tx: StoreTransaction,
  { entry, refund, decision, by }: Answering,
  to: RefundState,
): Promise<Refund> {
  const moved = await moveRefund(tx, refund, { to, by, data: { decision: decision.id, answer: decision.answer } });
  if (!moved) throw new Error(`refund ${refund.id} cannot go from ${refund.state} to ${to}`);
  if (refund.state === "needs_review") await tx.cases.closeOf(refund.id, by.kind === "user" ? by.id : by.kind);
  else await tx.cases.close(entry.id, by.kind === "user" ? by.id : by.kind);
  return moved;
}

/** Under the same reference, as always; what was sent before is declared absent by the two of them. */
async function sendAgain(tx: StoreTransaction, answering: Answering): Promise<Refund> {
  const { refund, attempts, by, decision } = answering;
  const sent = attempts.findLast(mayHaveMoved);
  if (sent) await tx.attempts.proveAbsent(sent.id);
  const patch = {
    nextRunAt: await tx.now(),
    probes: 0,
    crashes: 0,
    approvedAt: await tx.now(),
    leaseOwner: null,
    leaseUntil: null,
  };
  const moved = await moveRefund(tx, refund, {
    to: "queued",
    by,
    data: { cause: "sent_again", decision: decision.id },
    patch,
  });
  if (!moved) throw new Error(`refund ${refund.id} cannot be sent again from ${refund.state}`);
  await tx.cases.closeOf(refund.id, by.kind === "user" ? by.id : by.kind);
  return moved;
}
