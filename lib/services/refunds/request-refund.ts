import type { RequestRefundInput } from "#lib/contracts/refund.ts";
import type { NewRefund, RequestFacts, StoreTransaction } from "#lib/db/store.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { newId, newReference } from "#lib/domain/ids.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { tellingsOf } from "#lib/domain/notice.ts";
import { actorOf, personOf } from "#lib/domain/operator.ts";
import { maskReceiver } from "#lib/domain/receiver.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { exceedsBalance, type ReadWish, readWish } from "#lib/services/read-request.ts";
import { Prisma, type Refund } from "#prisma/generated/client.ts";
import { balanceToken } from "./balance-token.ts";
import { decideApprovals, receiverDigest } from "./decide-approvals.ts";
import { digestOf, sealRefund } from "./seal.ts";

export type RefundReceipt = { readonly id: string; readonly reference: string; readonly state: RefundState };

/** `currency` is what a caller believes; where given it must be the payment's. */
export type RefundCommand = RequestRefundInput & { readonly currency?: string };

const HOUR_MS = 3_600_000;

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

  const refund = await tx.refunds.insert(
    newRefund(context, { facts, payment, wish: wish.value, approvals: decision.value.approvals }, input),
  );
  await tx.appendLedger({
    refundId: refund.id,
    paymentId: payment.id,
    kind: "reserve",
    amountMinor: refund.amountMinor,
  });
  await tx.appendAudit({
    kind: "refund.state",
    operator: context.operator,
    refundId: refund.id,
    paymentId: refund.paymentId,
    orderId: refund.orderId,
    data: {
      from: null,
      to: refund.state,
      amount: moneyToText(wish.value.amount),
      currency: refund.currency,
      approvals: refund.requiredApprovals,
    },
    tells: tellingsOf({
      from: null,
      to: refund.state,
      requesterId: refund.requestedByUserId,
      actorId: personOf(context.operator),
    }),
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

type Readied = {
  readonly facts: RequestFacts;
  readonly payment: NonNullable<RequestFacts["payment"]>;
  readonly wish: ReadWish;
  readonly approvals: number;
};

function newRefund(context: AppContext, { facts, payment, wish, approvals }: Readied, input: RefundCommand): NewRefund {
  const waits = approvals > 0;
  const id = newId();
  const content = {
    reference: newReference(),
    paymentId: payment.id,
    gatewayAccountId: payment.gatewayAccountId,
    amountMinor: wish.amount.minor,
    currency: payment.currency,
    reason: input.reason,
    gatewayReason: wish.gatewayReason,
    receiverDigest: receiverDigest(context, wish),
    requiredApprovals: approvals,
    policyVersion: facts.policy.version,
    approvalRound: 1,
  };
  return {
    id,
    ...content,
    orderId: payment.orderId,
    groupId: null,
    gateway: payment.gateway,
    note: input.note || null,
    receiverSealed: wish.receiver ? context.vault.seal(JSON.stringify(wish.receiver), receiverContext(id)) : null,
    receiverKeyVersion: wish.receiver ? context.vault.keyVersion : null,
    receiverMasked: wish.receiver ? maskReceiver(wish.receiver) : null,
    state: waits ? "awaiting_approval" : "queued",
    version: 1,
    requestKey: input.requestKey,
    intentHash: intentHash(context, input),
    sealedHash: sealRefund(content),
    requestedByUserId: context.operator.kind === "user" ? context.operator.id : null,
    requestedByApiKeyId: context.operator.kind === "api-key" ? context.operator.id : null,
    exclusive: wish.exclusive,
    expiresAt: waits ? new Date(facts.now.getTime() + facts.settings.approvalTtlHours * HOUR_MS) : null,
    approvedAt: waits ? null : facts.now,
    nextRunAt: waits ? null : facts.now,
    fence: 0,
    leaseOwner: null,
    leaseUntil: null,
    sendFailures: 0,
    probes: 0,
    crashes: 0,
    finalAt: null,
  };
}

/** What the sealed receiver belongs to; a sealed value moved to another refund does not open. */
export function receiverContext(refundId: string): string {
  return `refund-receiver|${refundId}`;
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

function answerAgain(context: AppContext, earlier: Refund, hash: string): Result<RefundReceipt, AppError> {
  const mine =
    context.operator.kind === "user"
      ? earlier.requestedByUserId === context.operator.id
      : context.operator.kind === "api-key" && earlier.requestedByApiKeyId === context.operator.id;
  if (!mine)
    return err(appError("invalid_request", { errors: [{ field: "requestKey", message: "request_key_unusable" }] }));
  if (earlier.intentHash !== hash) return err(appError("idempotency_key_reused"));
  return ok(receipt(earlier));
}

function receipt(refund: Refund): RefundReceipt {
  return { id: refund.id, reference: refund.reference, state: refund.state };
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
