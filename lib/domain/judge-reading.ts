/** A reading of the payment's refunded total, held against the baseline that was read just before the send. */
export type ReadingToJudge = {
  readonly baselineMinor: bigint;
  readonly amountMinor: bigint;
  readonly readingMinor: bigint;
  /** The gateway's explicit but unsigned no, if it gave one. */
  readonly refused: { readonly refusesRequest: boolean } | null;
  /** Earlier readings since the attempt ended that showed no change. */
  readonly unchangedBefore: number;
  readonly sinceAttemptMs: number;
  readonly quietTimeMs: number;
  readonly riseMeans: "moved" | "in_progress" | "ambiguous";
};

export type Judgement =
  | {
      readonly kind: "evidence";
      readonly verdict: "moved" | "not_moved" | "in_progress";
      readonly source: "difference" | "refusal";
    }
  | { readonly kind: "person"; readonly why: "reading_differs" | "refusal_unclear" }
  | { readonly kind: "ask_again" };

/** How many unchanged readings, over the quiet time, stand behind a refusal before it counts as proof. */
export const READINGS_FOR_PROOF = 3;

/**
 * "The rule for refusals" for gateways whose only poll is the payment itself. A rise by exactly our amount, with
 * ours the only refund in flight, is proof; any other movement calls a person; silence proves nothing.
 */
export function judgeReading(reading: ReadingToJudge): Judgement {
  const rise = reading.readingMinor - reading.baselineMinor;
  if (rise === reading.amountMinor) {
    if (reading.riseMeans === "ambiguous") return { kind: "person", why: "reading_differs" };
    return { kind: "evidence", verdict: reading.riseMeans, source: "difference" };
  }
  if (rise !== 0n) return { kind: "person", why: "reading_differs" };

  const watchedLongEnough =
    reading.unchangedBefore + 1 >= READINGS_FOR_PROOF && reading.sinceAttemptMs >= reading.quietTimeMs;
  if (!reading.refused || !watchedLongEnough) return { kind: "ask_again" };
  return reading.refused.refusesRequest
    ? { kind: "evidence", verdict: "not_moved", source: "refusal" }
    : { kind: "person", why: "refusal_unclear" };
}
