import type { ProposeAnswerInput } from "#lib/contracts/review.ts";
import type { StoreTransaction } from "#lib/db/store.ts";
import type { AuditKind } from "#lib/domain/audit-kinds.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { parseMoney } from "#lib/domain/money.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { paymentAnswers, type ReviewAnswer } from "#lib/domain/review.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { Case, Decision, Payment } from "#prisma/generated/client.ts";
import type { Confirmed, Proposed } from "./review-case.ts";

type Proposing = { readonly entry: Case; readonly personId: string; readonly input: ProposeAnswerInput };
type Confirming = { readonly entry: Case; readonly personId: string; readonly decision: Decision };

/** What a case about a payment says of money that left it without a refund of ours. */
type Facts = { readonly difference?: string; readonly currency?: string; readonly gatewayRef?: string | null };

export function answersAboutPayment(entry: Pick<Case, "paymentId" | "detail">): readonly ReviewAnswer[] {
  return paymentAnswers({ amountKnown: entry.paymentId !== null && amountOf(entry) !== null });
}

/** The first person says what it was. Nothing is booked until a second one agrees. */
export async function proposeAboutPayment(
  tx: StoreTransaction,
  context: AppContext,
  { entry, personId, input }: Proposing,
): Promise<Result<Proposed, AppError>> {
  if (!answersAboutPayment(entry).includes(input.answer)) return err(appError("too_late"));
  const { gatewayRef = null } = entry.detail as Facts;
  const { id } = await tx.decisions.propose({
    caseId: entry.id,
    refundId: null,
    answer: input.answer,
    proposedBy: personId,
    evidence: { text: input.evidence, gatewayRef: input.gatewayRef ?? gatewayRef },
  });
  await audit(tx, context, entry, { kind: "case.proposed", answer: input.answer, evidence: input.evidence });
  return ok({ decisionId: id });
}

/** The second person agrees: what left the payment elsewhere counts as gone, once. */
export async function confirmAboutPayment(
  tx: StoreTransaction,
  context: AppContext,
  { entry, personId, decision }: Confirming,
): Promise<Result<Confirmed, AppError>> {
  const answer = answersAboutPayment(entry).find((possible) => possible === decision.answer);
  if (!answer) return err(appError("too_late"));
  const { gatewayRef = null } = decision.evidence as Facts;
  const amountMinor = amountOf(entry);
  if (answer === "booked" && !(await isStillTrue(tx, entry, { amountMinor, gatewayRef })))
    return err(appError("too_late"));

  await tx.decisions.confirm(decision.id, personId);
  if (answer === "booked" && entry.paymentId && amountMinor !== null)
    await tx.payments.bookOutside(entry.paymentId, { amountMinor, gatewayRef, decisionId: decision.id });
  await tx.cases.close(entry.id, personId);
  await audit(tx, context, entry, { kind: "case.confirmed", answer, evidence: "" });
  return ok({ id: entry.id, state: null });
}

/** Between the case and its answer the same money may have been booked by another one. */
async function isStillTrue(
  tx: StoreTransaction,
  entry: Case,
  { amountMinor, gatewayRef }: { readonly amountMinor: bigint | null; readonly gatewayRef: string | null },
): Promise<boolean> {
  const payment = entry.paymentId ? await tx.payments.find(entry.paymentId) : null;
  if (!payment || amountMinor === null) return false;
  const booked = await tx.payments.outsideOf(payment.id);
  if (gatewayRef !== null && booked.some((row) => row.gatewayRef === gatewayRef)) return false;
  const outside = booked.reduce((sum, row) => sum + row.amountMinor, 0n);
  return (
    !isFromReading(entry, payment) || payment.gatewayRefundedMinor >= payment.refundedMinor + outside + amountMinor
  );
}

/** Seen as a difference of totals, and not as a line of an extract. */
function isFromReading(entry: Case, payment: Payment): boolean {
  return entry.subject === payment.id;
}

function amountOf({ detail }: Pick<Case, "detail">): bigint | null {
  const { difference, currency } = detail as Facts;
  const money = difference && currency ? parseMoney(difference, currency) : null;
  return money?.ok && money.value.minor > 0n ? money.value.minor : null;
}

async function audit(
  tx: StoreTransaction,
  { operator }: AppContext,
  entry: Case,
  { kind, answer, evidence }: { readonly kind: AuditKind; readonly answer: string; readonly evidence: string },
): Promise<void> {
  const payment = entry.paymentId ? await tx.payments.find(entry.paymentId) : null;
  await tx.appendAudit({
    kind,
    operator,
    paymentId: payment?.id,
    orderId: payment?.orderId,
    data: { caseId: entry.id, case: entry.kind, answer, evidence },
  });
}
