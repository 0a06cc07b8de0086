import { BALANCE_EFFECT, type RefundState } from "./refund-state.ts";

/** The counters of a payment row, in minor units. */
export type PaymentCounters = {
  readonly capturedMinor: bigint;
  readonly reservedMinor: bigint;
  readonly refundedMinor: bigint;
  readonly gatewayRefundedMinor: bigint;
  readonly heldMinor: bigint;
};

/** The equation that people see; every term opens into the rows behind it. Minor units. */
export type Balance = {
  readonly paid: bigint;
  readonly refunded: bigint;
  readonly atGateway: bigint;
  readonly unknown: bigint;
  readonly approvedWaiting: bigint;
  readonly awaitingApproval: bigint;
  readonly onHold: bigint;
  readonly refundable: bigint;
};

type BalanceTerm = "atGateway" | "unknown" | "approvedWaiting" | "awaitingApproval";

export const BALANCE_TERM: Readonly<Partial<Record<RefundState, BalanceTerm>>> = {
  awaiting_approval: "awaitingApproval",
  sent_back: "awaitingApproval",
  queued: "approvedWaiting",
  submitting: "atGateway",
  processing: "atGateway",
  unknown: "unknown",
  needs_review: "unknown",
};

/** The larger of our and the gateway's total counts, because refunds can also be made in the gateway's portal. */
export function refundedMinor(counters: PaymentCounters): bigint {
  const { refundedMinor: ours, gatewayRefundedMinor: theirs } = counters;
  return ours > theirs ? ours : theirs;
}

/** What can still be asked for; never below zero on screen, though the parts may add up to more than was paid. */
export function refundableMinor(counters: PaymentCounters): bigint {
  const free = counters.capturedMinor - refundedMinor(counters) - counters.reservedMinor - counters.heldMinor;
  return free > 0n ? free : 0n;
}

export function balanceOf(
  counters: PaymentCounters,
  refunds: Iterable<{ readonly state: RefundState; readonly amountMinor: bigint }>,
): Balance {
  const terms: Record<BalanceTerm, bigint> = { atGateway: 0n, unknown: 0n, approvedWaiting: 0n, awaitingApproval: 0n };
  for (const refund of refunds) {
    const term = BALANCE_TERM[refund.state];
    if (term && BALANCE_EFFECT[refund.state] === "reserved") terms[term] += refund.amountMinor;
  }
  return {
    paid: counters.capturedMinor,
    refunded: refundedMinor(counters),
    ...terms,
    onHold: counters.heldMinor,
    refundable: refundableMinor(counters),
  };
}
