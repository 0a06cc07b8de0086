/** The life of a refund as data. The database holds the same table in a trigger (see migrations). */
export const REFUND_STATES = [
  "awaiting_approval",
  "sent_back",
  "rejected",
  "expired",
  "cancelled",
  "queued",
  "submitting",
  "processing",
  "unknown",
  "needs_review",
  "succeeded",
  "failed",
  "reversed",
] as const;

export type RefundState = (typeof REFUND_STATES)[number];

export const TRANSITIONS: Readonly<Record<RefundState, readonly RefundState[]>> = {
  awaiting_approval: ["sent_back", "rejected", "expired", "cancelled", "queued", "needs_review"],
  sent_back: ["awaiting_approval", "expired", "cancelled", "needs_review"],
  queued: ["submitting", "cancelled", "awaiting_approval", "needs_review", "expired"],
  submitting: ["queued", "processing", "unknown", "needs_review", "succeeded", "failed"],
  processing: ["unknown", "needs_review", "succeeded", "failed"],
  unknown: ["queued", "processing", "needs_review", "succeeded", "failed"],
  needs_review: ["queued", "cancelled", "processing", "unknown", "succeeded", "failed"],
  succeeded: ["reversed"],
  failed: [],
  rejected: [],
  expired: [],
  cancelled: [],
  reversed: [],
};

/** What a state means for the payment's balance. */
export type BalanceEffect = "reserved" | "refunded" | "released";

export const BALANCE_EFFECT: Readonly<Record<RefundState, BalanceEffect>> = {
  awaiting_approval: "reserved",
  sent_back: "reserved",
  queued: "reserved",
  submitting: "reserved",
  processing: "reserved",
  unknown: "reserved",
  needs_review: "reserved",
  succeeded: "refunded",
  failed: "released",
  rejected: "released",
  expired: "released",
  cancelled: "released",
  reversed: "released",
};

/** States in which a request may have left us and its end is open. */
export const IN_FLIGHT: readonly RefundState[] = ["submitting", "processing", "unknown", "needs_review"];

export const WAITS_FOR_PEOPLE: readonly RefundState[] = ["awaiting_approval", "sent_back"];

/** Where a refund is before its first send, as far as this database knows. */
export const BEFORE_SENDING: readonly RefundState[] = [...WAITS_FOR_PEOPLE, "queued"];

export function canMove(from: RefundState, to: RefundState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Nothing moves it any more but two people (`reversed`). */
export function isFinal(state: RefundState): boolean {
  return BALANCE_EFFECT[state] !== "reserved";
}
