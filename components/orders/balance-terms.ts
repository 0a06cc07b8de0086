import type { Tone } from "#components/ui/chip.tsx";
import type { BalanceDto, PaymentDto } from "#lib/contracts/order.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";

export type BalanceTermName = Exclude<keyof BalanceDto, "paid" | "refundable">;

/** What is taken off, in the order of the equation, and the states whose refunds stand behind each term. */
export const BALANCE_TERMS: readonly {
  readonly name: BalanceTermName;
  readonly tone: Tone;
  readonly states: readonly RefundState[];
}[] = [
  { name: "refunded", tone: "green", states: ["succeeded"] },
  { name: "atGateway", tone: "blue", states: ["submitting", "processing"] },
  { name: "unknown", tone: "orange", states: ["unknown", "needs_review"] },
  { name: "approvedWaiting", tone: "accent", states: ["queued"] },
  { name: "awaitingApproval", tone: "violet", states: ["awaiting_approval", "sent_back"] },
  { name: "onHold", tone: "grey", states: [] },
];

/** A decimal text as a whole number of its smallest digit: for comparing and drawing, never for sending. */
export function wholeOf(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}

/** Why the button "Refund" is off, as a key of `order.blocked`; null where a refund can be requested. */
export function refundBlock(
  payment: PaymentDto,
  mayRequest: boolean,
): "no_right" | "payment_not_refundable" | "nothing_left" | null {
  if (payment.status !== "succeeded") return "payment_not_refundable";
  if (wholeOf(payment.balance.refundable) <= 0n) return "nothing_left";
  return mayRequest ? null : "no_right";
}

/** The currencies in which one amount can be split over several payments. */
export function splitCurrencies(payments: readonly PaymentDto[]): readonly string[] {
  const refundable = payments.filter((payment) => refundBlock(payment, true) === null).map(({ currency }) => currency);
  return [...new Set(refundable.filter((currency, index) => refundable.indexOf(currency) !== index))];
}
