import type { RefundState } from "./refund-state.ts";

/** What people may answer when a refund needs them. The first proposes, a second confirms; neither asked for it. */
export const REVIEW_ANSWERS = ["refunded", "not_refunded", "send_again", "keep_asking", "came_back", "noted"] as const;
export type ReviewAnswer = (typeof REVIEW_ANSWERS)[number];

export type ReviewFacts = {
  readonly state: RefundState;
  /** A request of it may have reached the gateway. */
  readonly mayHaveBeenSent: boolean;
  /** Its gateway refuses a reference it knows, or people may take that on themselves. */
  readonly peopleMaySendAgain: boolean;
};

/** The answers that make sense for a case about a refund in this state. */
export function possibleAnswers({ state, mayHaveBeenSent, peopleMaySendAgain }: ReviewFacts): readonly ReviewAnswer[] {
  if (state === "needs_review") {
    if (!mayHaveBeenSent) return ["not_refunded", "send_again"];
    return peopleMaySendAgain
      ? ["refunded", "not_refunded", "send_again", "keep_asking"]
      : ["refunded", "not_refunded", "keep_asking"];
  }
  if (state === "succeeded") return ["came_back", "noted"];
  return ["noted"];
}
