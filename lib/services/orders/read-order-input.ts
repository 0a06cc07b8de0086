import type { UpsertOrderInput } from "#lib/contracts/order.ts";
import { type AppError, appError, type FieldError } from "#lib/domain/error-codes.ts";
import { type Money, parseMoney } from "#lib/domain/money.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { PaymentStateMeaning } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";

export type ReadPayment = {
  readonly gatewayAccountId: string;
  readonly gateway: string;
  readonly gatewayTransactionRef: string | null;
  readonly gatewayPaymentRef: string | null;
  readonly method: string;
  readonly amount: Money;
  readonly status: "succeeded" | "processing" | "failed";
  readonly paidAt: Date | null;
  readonly refundedMinor: bigint | null;
};

export type ReadOrder = Pick<UpsertOrderInput, "orderId" | "customer"> & {
  readonly amount: Money;
  readonly placedAt: Date;
  readonly lines: readonly { name: string; quantity: number; amount?: string }[];
  readonly shopUrl: string | null;
  readonly payments: readonly ReadPayment[];
};

/** Plain words for a payment's state, of whatever gateway. */
const PLAIN_STATES: Readonly<Record<string, PaymentStateMeaning>> = {
  succeeded: "succeeded",
  success: "succeeded",
  paid: "succeeded",
  processing: "processing",
  pending: "processing",
  failed: "failed",
  failure: "failed",
  error: "failed",
  cancelled: "failed",
};

/**
 * What the shape alone cannot say: amounts by their currency, words for states, IDs that must be there. All at once.
 * `gatewayOf` names the gateway of each account there is.
 */
export function readOrderInput(
  input: UpsertOrderInput,
  gatewayOf: ReadonlyMap<string, string>,
): Result<ReadOrder, AppError> {
  const errors: FieldError[] = [];
  const money = (field: string, text: string, currency: string): Money => {
    const parsed = parseMoney(text, currency);
    if (parsed.ok) return parsed.value;
    const named = parsed.error.code === "currency_unknown" ? field.replace(/\w+$/, "currency") : field;
    if (!errors.some((error) => error.field === named)) errors.push({ field: named, message: parsed.error.code });
    return { minor: 0n, currency };
  };

  const amount = money("amount", input.amount, input.currency);
  const payments = input.payments.map((payment, index): ReadPayment => {
    const at = `payments.${index}`;
    const gateway = gatewayOf.get(payment.gatewayAccountId);
    if (!gateway) errors.push({ field: `${at}.gatewayAccountId`, message: "gateway_account_not_found" });
    const state = gateway && stateOf(gateway, payment.status);
    if (gateway && !state) errors.push({ field: `${at}.status`, message: "payment_status_unknown" });
    if (payment.gatewayPaymentRef === null && payment.gatewayTransactionRef === null)
      errors.push({ field: `${at}.gatewayPaymentRef`, message: "payment_ref_missing" });
    const paid = money(`${at}.amount`, payment.amount, payment.currency);
    const told =
      payment.refundedAmount === undefined
        ? null
        : money(`${at}.refundedAmount`, payment.refundedAmount, payment.currency).minor;
    const refunded = state === "refunded" ? paid.minor : told;
    if (told !== null && told > paid.minor)
      errors.push({ field: `${at}.refundedAmount`, message: "refunded_above_amount" });
    return {
      gatewayAccountId: payment.gatewayAccountId,
      gateway: gateway ?? "",
      gatewayTransactionRef: payment.gatewayTransactionRef,
      gatewayPaymentRef: payment.gatewayPaymentRef,
      method: payment.method.trim(),
      amount: paid,
      status: state === "refunded" ? "succeeded" : state || "failed",
      paidAt: payment.paidAt ? new Date(payment.paidAt) : null,
      refundedMinor: refunded,
    };
  });
  errors.push(...repeatedPayments(payments));
  if (errors.length > 0) return err(appError("invalid_request", { errors }));
  return ok({
    orderId: input.orderId,
    customer: input.customer,
    amount,
    placedAt: new Date(input.placedAt),
    lines: input.lines ?? [],
    shopUrl: input.shopUrl ?? null,
    payments,
  });
}

function stateOf(gateway: string, word: string): PaymentStateMeaning | undefined {
  const states = { ...PLAIN_STATES, ...connectorOf(gateway).paymentStates };
  return Object.hasOwn(states, word) ? states[word] : undefined;
}

/**
 * A payment that the order names a second time. Without the gateway's own ref, payments of one transaction are told
 * apart by method and amount, and by nothing else.
 */
function repeatedPayments(payments: readonly ReadPayment[]): FieldError[] {
  const seen = new Set<string>();
  return payments.flatMap((payment, index) => {
    const { gatewayAccountId, gatewayPaymentRef, gatewayTransactionRef, method, amount } = payment;
    if (gatewayPaymentRef === null && gatewayTransactionRef === null) return [];
    const identity = JSON.stringify(
      gatewayPaymentRef === null
        ? [gatewayAccountId, gatewayTransactionRef, method, String(amount.minor), amount.currency]
        : [gatewayAccountId, gatewayPaymentRef],
    );
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    const field = gatewayPaymentRef === null ? "gatewayTransactionRef" : "gatewayPaymentRef";
    return [{ field: `payments.${index}.${field}`, message: "payment_repeated" }];
  });
}
