import type { RequestRefundInput } from "#lib/contracts/refund.ts";
import type { StoreTransaction } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { actorOf } from "#lib/domain/operator.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { exceedsBalance, readWish } from "#lib/services/read-request.ts";
import { answerAgain, isUniqueViolation, type RefundReceipt, receipt } from "./answer-again.ts";
import { balanceToken } from "./balance-token.ts";
import { decideApprovals } from "./decide-approvals.ts";
import { digestOf } from "./seal.ts";
import { writeRefund } from "./write-refund.ts";

/** `currency` is what a caller believes; where given it must be the payment's. */
export type RefundCommand = RequestRefundInput & { readonly currency?: string };

/** Records the wish to refund and reserves its amount. Sends nothing. The same key and content is the same refund. */
export async function requestRefund(
  context: AppContext,
  input: RefundCommand,
): Promise<Result<RefundReceipt, AppError>> {
  const allowed = demand(context, "refunds.request");
  if (!allowed.ok) return allowed;
  try {
    return await context.store.transaction((tx) => recordRequest(tx, context, input));
  } catch (error) {
    // Two posts of one form met: the other one wrote the row, so the second look finds it (A01, C05).
    if (!isUniqueViolation(error)) throw error;
    return context.store.transaction((tx) => recordRequest(tx, context, input));
  }
}

/** As `requestRefund`, inside the caller's transaction. */
export async function recordRequest(
  tx: StoreTransaction,
  context: AppContext,
  input: RefundCommand,
): Promise<Result<RefundReceipt, AppError>> {
  const facts = await tx.payments.requestFacts({
    paymentId: input.paymentId,
    requestKey: input.requestKey,
    amountText: input.amount,
  });
  if (facts.earlier) return answerAgain(context, facts.earlier, intentHash(context, input));
  if (!facts.payment) return err(appError("payment_not_found"));
  const payment = facts.payment;
  if (input.currency !== undefined && input.currency !== payment.currency)
    return err(appError("invalid_request", { errors: [{ field: "currency", message: "currency_differs" }] }));

  const wish = readWish(payment, input);
  if (!wish.ok) return wish;
  // First, because the repeated one has moved the balance too, and that alone would hide it (A02).
  if (facts.repeated && context.operator.kind === "user" && !input.evenIfRepeated)
    return err(appError("duplicate_refund_suspected", { detail: facts.repeated }));
  if (input.balanceToken !== undefined && input.balanceToken !== balanceToken(payment))
    return err(appError("balance_changed"));

  const decision = await decideApprovals(tx, context, { payment, wish: wish.value, reason: input.reason, facts });
  if (!decision.ok) return decision;

  const reserved = await tx.payments.reserve(payment.id, wish.value.amount.minor);
  if (!reserved) return refuseOrAnswerAgain(tx, context, input);

  const refund = await writeRefund(tx, context, {
    facts,
    payment,
    wish: wish.value,
    approvals: decision.value.approvals,
    request: { ...input, intentHash: intentHash(context, input) },
    group: null,
  });
  return ok(receipt(refund));
}

/** It may be this very request, posted twice, that took what is missing now. */
async function refuseOrAnswerAgain(
  tx: StoreTransaction,
  context: AppContext,
  input: RefundCommand,
): Promise<Result<RefundReceipt, AppError>> {
  const { earlier, payment } = await tx.payments.requestFacts({
    paymentId: input.paymentId,
    requestKey: input.requestKey,
    amountText: input.amount,
  });
  if (earlier) return answerAgain(context, earlier, intentHash(context, input));
  return err(payment ? exceedsBalance(payment) : appError("payment_not_found"));
}

/** The content of a wish, so that one key cannot stand for two wishes. The receiver enters only as a keyed digest. */
function intentHash(context: AppContext, input: RefundCommand): string {
  const receiver = input.receiver ? context.vault.digest(JSON.stringify(input.receiver), "intent") : "";
  return digestOf([
    actorOf(context.operator),
    input.paymentId,
    input.amount,
    input.currency ?? "",
    input.reason,
    input.note ?? "",
    receiver,
  ]);
}
