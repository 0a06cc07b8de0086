import type { RefundState } from "./refund-state.ts";

/** Why a refund needs people. */
export const REFUND_CASE_KINDS = [
  "unknown_unresolved",
  "contradiction",
  "notification_differs",
  "answer_differs",
  "moved_without_approval",
  "sent_before_restore",
  "reading_differs",
  "payment_differs",
  "cannot_be_sent",
  "refusal_unclear",
  "closed_at_gateway",
  "absent_at_gateway",
  "overdue",
  "worker_fails",
  "state_differs",
] as const;
export type RefundCaseKind = (typeof REFUND_CASE_KINDS)[number];

/** Why a payment does. */
export const PAYMENT_CASE_KINDS = [
  "refunded_elsewhere",
  "missing_at_gateway",
  "payment_missing",
  "amount_differs",
  "status_differs",
  "payment_notification_differs",
] as const;

/** What people may answer when a refund needs them. The first proposes, a second confirms; neither asked for it. */
export const REVIEW_ANSWERS = [
  "refunded",
  "not_refunded",
  "send_again",
  "keep_asking",
  "came_back",
  "booked",
  "noted",
] as const;
export type ReviewAnswer = (typeof REVIEW_ANSWERS)[number];

export type ReviewFacts = {
  readonly state: RefundState;
  /** A request of it may have reached the gateway. */
  readonly mayHaveBeenSent: boolean;
  /** Only in the time that a restore took away, with approvals that nobody knows any more. */
  readonly onlyUnseen: boolean;
  /** Its gateway refuses a reference it knows, or people may take that on themselves. */
  readonly peopleMaySendAgain: boolean;
  /** The gateway says something else than the end that stands. */
  readonly contradicted: boolean;
};

/** The answers that make sense for a case about a refund in this state. */
export function possibleAnswers(facts: ReviewFacts): readonly ReviewAnswer[] {
  const { state, mayHaveBeenSent, onlyUnseen, peopleMaySendAgain, contradicted } = facts;
  if (state === "needs_review") {
    if (onlyUnseen) return ["refunded", "not_refunded"];
    if (!mayHaveBeenSent) return ["not_refunded", "send_again"];
    return peopleMaySendAgain
      ? ["refunded", "not_refunded", "send_again", "keep_asking"]
      : ["refunded", "not_refunded", "keep_asking"];
  }
  if (state === "succeeded") return ["came_back", "noted"];
  // A failure stands; money that moved all the same is booked as gone from the payment.
  return state === "failed" && contradicted ? ["booked", "noted"] : ["noted"];
}

/** For a case about a payment: only an amount that somebody knows can be booked. */
export function paymentAnswers({ amountKnown }: { readonly amountKnown: boolean }): readonly ReviewAnswer[] {
  return amountKnown ? ["booked", "noted"] : ["noted"];
}
