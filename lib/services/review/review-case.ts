import type { ProposeAnswerInput } from "#lib/contracts/review.ts";
import type { StoreTransaction } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { roleMay } from "#lib/domain/permissions.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { possibleAnswers, type ReviewAnswer } from "#lib/domain/review.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { Decided } from "#lib/services/refunds/approve-refund.ts";
import { applyAnswer } from "#lib/services/sending/apply-answer.ts";
import { mayHaveMoved } from "#lib/services/sending/may-have-moved.ts";
import type { Attempt, Case, Refund } from "#prisma/generated/client.ts";
import { confirmAboutPayment, proposeAboutPayment } from "./review-payment-case.ts";

/** The refund as it is afterwards; without a state where the case was about a payment. */
export type Confirmed = { readonly id: string; readonly state: Decided["state"] | null };
export type Proposed = { readonly decisionId: string };

/** The first person says what happened, and where it was seen. Nothing moves until a second one agrees. */
export function proposeAnswer(context: AppContext, input: ProposeAnswerInput): Promise<Result<Proposed, AppError>> {
  return context.store.transaction(async (tx) => {
    const found = await caseToDecide(tx, context, input.caseId);
    if (!found.ok) return found;
    const { entry, personId } = found.value;
    if (await tx.decisions.openOf(entry.id)) return err(appError("already_decided"));
    if (found.value.about === "payment") return proposeAboutPayment(tx, context, { entry, personId, input });
    const { refund, attempts } = found.value;
    if (!answersFor(refund, attempts, entry).includes(input.answer))
      return err(appError("too_late", { detail: { state: refund.state } }));

    const { id } = await tx.decisions.propose({
      caseId: entry.id,
      refundId: refund.id,
      answer: input.answer,
      proposedBy: personId,
      evidence: { text: input.evidence, gatewayRef: input.gatewayRef ?? null },
    });
    await tx.appendAudit({
      kind: "case.proposed",
      operator: context.operator,
      refundId: refund.id,
      paymentId: refund.paymentId,
      orderId: refund.orderId,
      data: { answer: input.answer, evidence: input.evidence },
    });
    return ok({ decisionId: id });
  });
}

/** The second person agrees, and the answer takes effect. Machine evidence in between has cancelled the proposal. */
export function confirmAnswer(
  context: AppContext,
  { decisionId }: { readonly decisionId: string },
): Promise<Result<Confirmed, AppError>> {
  return context.store.transaction(async (tx) => {
    const allowed = demand(context, "refunds.resolve");
    if (!allowed.ok) return allowed;
    const decision = await tx.decisions.find(decisionId);
    if (!decision) return err(appError("not_found"));
    const found = await caseToDecide(tx, context, decision.caseId);
    if (!found.ok) return found;
    const { entry, personId } = found.value;
    const current = await tx.decisions.find(decisionId);
    if (!current || current.applied || current.cancelledAt) return err(appError("already_decided"));
    if (current.proposedBy === personId) return err(appError("not_your_own"));
    if (found.value.about === "payment")
      return confirmAboutPayment(tx, context, { entry, personId, decision: current });
    const { refund, attempts } = found.value;
    const answer = answersFor(refund, attempts, entry).find((possible) => possible === current.answer);
    if (!answer) return err(appError("too_late", { detail: { state: refund.state } }));

    await tx.decisions.confirm(current.id, personId);
    const after = await applyAnswer(tx, { entry, refund, attempts, decision: current, answer, by: context.operator });
    return ok<Confirmed>({ id: after.id, state: after.state });
  });
}

/** The proposer, or anybody else who may decide, takes a proposal back. */
export function takeBackAnswer(
  context: AppContext,
  { decisionId }: { readonly decisionId: string },
): Promise<Result<Proposed, AppError>> {
  return context.store.transaction(async (tx) => {
    const allowed = demand(context, "refunds.resolve");
    if (!allowed.ok) return allowed;
    const decision = await tx.decisions.find(decisionId);
    if (!decision) return err(appError("not_found"));
    const found = await caseToDecide(tx, context, decision.caseId);
    if (!found.ok) return found;
    await tx.decisions.cancel(decisionId);
    return ok({ decisionId });
  });
}

export function answersFor(
  refund: Pick<Refund, "state" | "gateway" | "verifySince">,
  attempts: readonly Attempt[],
  entry: Pick<Case, "kind"> | null = null,
): readonly ReviewAnswer[] {
  const { policy } = connectorOf(refund.gateway);
  return possibleAnswers({
    state: refund.state,
    mayHaveBeenSent: attempts.some(mayHaveMoved),
    onlyUnseen: refund.verifySince !== null && !attempts.some(mayHaveMoved),
    // What the gateway took cannot be called absent: only silence and refusals may be followed by another send.
    peopleMaySendAgain:
      policy.peopleMaySendAgain &&
      attempts.filter(mayHaveMoved).every(({ outcome }) => outcome === "ambiguous" || outcome === "refused"),
    contradicted: entry?.kind === "contradiction",
  });
}

type ToDecide = { readonly entry: Case; readonly personId: string } & (
  | { readonly about: "refund"; readonly refund: Refund; readonly attempts: readonly Attempt[] }
  | { readonly about: "payment" }
);

/** An open case that this person may decide now: by the role of this moment, and not about their own refund. */
async function caseToDecide(
  tx: StoreTransaction,
  context: AppContext,
  caseId: string,
): Promise<Result<ToDecide, AppError>> {
  if (context.operator.kind !== "user") return err(appError("forbidden"));
  const role = await tx.people.roleOf(context.operator.id);
  if (!role || !roleMay(role, "refunds.resolve")) return err(appError("forbidden"));
  const entry = await tx.cases.find(caseId);
  if (!entry) return err(appError("not_found"));
  const personId = context.operator.id;
  if (!entry.refundId)
    return entry.closedAt ? err(appError("already_decided")) : ok({ about: "payment", entry, personId });
  const refund = await tx.refunds.lock(entry.refundId);
  if (!refund) return err(appError("not_found"));
  if (refund.requestedByUserId === context.operator.id) return err(appError("not_your_own"));
  // Read again under the lock: proof may have closed it while we waited.
  const still = await tx.cases.find(caseId);
  if (!still || still.closedAt) return err(appError("already_decided"));
  return ok({ about: "refund", entry: still, refund, attempts: await tx.attempts.of(refund.id), personId });
}
