import { storeTransaction } from "#lib/db/postgres-store.ts";
import { type StateThere, stateDifference } from "#lib/domain/reconcile.ts";
import { isFinal } from "#lib/domain/refund-state.ts";
import type { RefundQueryOutcome } from "#lib/gateways/connector.ts";
import { digestOf } from "#lib/services/refunds/seal.ts";
import { openCase } from "#lib/services/review/call-person.ts";
import { applyEvidence } from "#lib/services/sending/apply-evidence.ts";
import { mayHaveMoved } from "#lib/services/sending/may-have-moved.ts";
import { type AskingContext, gatewayCall, openAccountOf } from "#lib/services/sending/sending.ts";
import { noteFault } from "#lib/services/sending/watch-gateway.ts";
import type { Attempt, Reconciliation, Refund } from "#prisma/generated/client.ts";
import type { Compared } from "./compare-payment.ts";
import { recordDifference } from "./record-difference.ts";

/**
 * Asks the gateway for a refund by our reference, and lists what does not fit. A word against an end that stands is
 * evidence and calls people; one about an open refund is left to its own next question, which comes at once.
 */
export async function compareRefund(context: AskingContext, run: Reconciliation, refundId: string): Promise<Compared> {
  const refund = await context.prisma.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { payment: true, attempts: { orderBy: { number: "asc" } } },
  });
  const submit = refund.attempts.findLast(mayHaveMoved);
  if (!submit) return "compared";
  const opened = await openAccountOf(context, refund, { sentWith: submit.credentialVersion });
  const query = opened.connector.operations.queryRefund;
  if (!query) return "unanswered";
  const outcome = await query(gatewayCall(context, opened), {
    reference: refund.reference,
    gatewayRef: submit.gatewayRef,
    amount: { minor: refund.amountMinor, currency: refund.currency },
    payment: refund.payment,
  });
  if (outcome.kind === "no_answer") {
    await noteFault(context, refund.gatewayAccountId, outcome.fault);
    return "unanswered";
  }
  await write(context, run, { refund, submit, outcome });
  return "compared";
}

type Asked = {
  readonly refund: Refund;
  readonly submit: Attempt;
  readonly outcome: Exclude<RefundQueryOutcome, { kind: "no_answer" }>;
};

async function write({ prisma, operator: by }: AskingContext, run: Reconciliation, asked: Asked): Promise<void> {
  const { submit, outcome } = asked;
  await prisma.$transaction(async (raw) => {
    const tx = storeTransaction(raw);
    // As it is now: its own poll may have been faster.
    const refund = await tx.refunds.lock(asked.refund.id);
    if (!refund) return;
    const about = { subject: refund.reference, refundId: refund.id, currency: refund.currency, ours: refund.state };
    if (outcome.kind === "mismatch") {
      await recordDifference(raw, run.id, { ...about, kind: "answer_differs", severity: 2, theirs: outcome.field });
      return openCase(tx, refund, { kind: "answer_differs", by, detail: { field: outcome.field } });
    }
    const there: StateThere = outcome.kind === "found" ? outcome.state : "not_found";
    const difference = stateDifference(refund.state, there);
    if (!difference) return;
    await recordDifference(raw, run.id, { ...about, ...difference, theirs: there });
    if (!isFinal(refund.state)) return tx.refunds.patch(refund.id, { nextRunAt: await tx.now() });
    if (there === "succeeded" || there === "failed") {
      const verdict = there === "succeeded" ? "moved" : "not_moved";
      const fact = {
        source: "query" as const,
        verdict,
        gatewayRef: outcome.kind === "found" ? outcome.gatewayRef : null,
        digest: digestOf(["query", submit.id, verdict]),
        credentialVersion: submit.credentialVersion,
        detail: { reconciliation: run.id },
      } as const;
      await applyEvidence(tx, refund, fact, { by });
      return;
    }
    await openCase(tx, refund, {
      kind: "state_differs",
      severity: difference.severity,
      by,
      detail: { ours: refund.state, theirs: there },
    });
  });
}
