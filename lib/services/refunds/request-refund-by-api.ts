import { v5 } from "uuid";
import { fieldSentence } from "#lib/contracts/messages-en.ts";
import type { BalanceDto } from "#lib/contracts/order.ts";
import type { ApiRequestRefundInput, RefundDto } from "#lib/contracts/refund.ts";
import type { StoreTransaction } from "#lib/db/store.ts";
import { doubtAccount } from "#lib/domain/account-number.ts";
import { balanceOf, refundableMinor } from "#lib/domain/balance.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId } from "#lib/domain/ids.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { type MaskedReceiver, maskReceiver, type Receiver } from "#lib/domain/receiver.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { balanceDto, paidCounters } from "#lib/services/orders/payment-dto.ts";
import { exceedsBalance, readWish } from "#lib/services/read-request.ts";
import { decideApprovals } from "./decide-approvals.ts";
import { getRefund } from "./get-refund.ts";
import { requestRefund } from "./request-refund.ts";

/**
 * A request by an API key. The request key is made from the key holder and the Idempotency-Key, so that the same
 * key and body is the same refund for ever, and the same key with another body is refused.
 */
export async function requestRefundByApi(
  context: AppContext,
  { idempotencyKey, body }: { readonly idempotencyKey: string; readonly body: ApiRequestRefundInput },
): Promise<Result<RefundDto, AppError>> {
  if (context.operator.kind !== "api-key") return err(appError("forbidden"));
  if (!isId(body.paymentId)) return err(appError("payment_not_found"));
  const requested = await requestRefund(context, { ...body, requestKey: v5(idempotencyKey, context.operator.id) });
  return requested.ok ? getRefund(context, requested.value.id) : requested;
}

export type RefundPreview = {
  readonly balance: BalanceDto;
  readonly approvals: number;
  readonly wouldSend: {
    readonly gateway: string;
    readonly gatewayTransactionRef: string | null;
    readonly gatewayPaymentRef: string | null;
    readonly amount: string;
    readonly currency: string;
    readonly reason: string;
    readonly receiver: MaskedReceiver | null;
  };
  readonly warnings: readonly FieldWarning[];
};

type FieldWarning = { readonly field: string; readonly message: string };

/** What a request would do. Stores nothing. */
export async function previewRefund(
  context: AppContext,
  body: ApiRequestRefundInput,
): Promise<Result<RefundPreview, AppError>> {
  const allowed = demand(context, "refunds.request");
  if (!allowed.ok) return allowed;
  if (!isId(body.paymentId)) return err(appError("payment_not_found"));
  return context.store.transaction((tx) => preview(tx, context, body));
}

async function preview(
  tx: StoreTransaction,
  context: AppContext,
  body: ApiRequestRefundInput,
): Promise<Result<RefundPreview, AppError>> {
  const { paymentId, amount: amountText } = body;
  const facts = await tx.payments.requestFacts({ paymentId, amountText, requestKey: paymentId });
  const { payment } = facts;
  if (!payment) return err(appError("payment_not_found"));
  if (body.currency !== payment.currency)
    return err(appError("invalid_request", { errors: [{ field: "currency", message: "currency_differs" }] }));
  const wish = readWish(payment, body);
  if (!wish.ok) return wish;
  if (wish.value.amount.minor > refundableMinor(payment)) return err(exceedsBalance(payment));

  const decision = await decideApprovals(tx, context, { payment, wish: wish.value, reason: body.reason, facts });
  if (!decision.ok) return decision;
  const refunds = await context.prisma.refund.findMany({
    where: { paymentId: payment.id },
    select: { state: true, amountMinor: true },
  });
  const { amount, gatewayReason, receiver } = wish.value;
  return ok({
    balance: balanceDto(balanceOf(paidCounters(payment), refunds), payment.currency),
    approvals: decision.value.approvals,
    wouldSend: {
      gateway: payment.gateway,
      gatewayTransactionRef: payment.gatewayTransactionRef,
      gatewayPaymentRef: payment.gatewayPaymentRef,
      amount: moneyToText(amount),
      currency: amount.currency,
      reason: gatewayReason,
      receiver: receiver && maskReceiver(receiver, payment.order.customerName),
    },
    warnings: receiver ? warningsAbout(receiver) : [],
  });
}

function warningsAbout(receiver: Receiver): FieldWarning[] {
  const doubt = doubtAccount(receiver);
  if (doubt === null) return [];
  const key =
    doubt.kind === "card_number" ? "receiver_number_of_card" : `receiver_number_unusual:${doubt.usual.join(" or ")}`;
  return [{ field: "receiver.accountNumber", message: fieldSentence(key) }];
}
