/** What the gateway said each time it was asked for a refund by our reference and did not know it. */
export type AbsenceToJudge = {
  /** Ages of the "no such refund" answers, this one last, counted from the end of the attempt. Milliseconds. */
  readonly absentAtMs: readonly number[];
  readonly quietTimeMs: number;
  /** The gateway's explicit but unsigned no, if it gave one. */
  readonly refused: { readonly refusesRequest: boolean } | null;
  /** It had been accepted, or had shown itself, before it was gone. */
  readonly wasKnown: boolean;
  /** The gateway refuses a reference it knows, so that a second send cannot pay twice. */
  readonly resendIsSafe: boolean;
  readonly resentBefore: boolean;
  /** Nobody is sending it at this moment, as its lock shows. */
  readonly senderGone: boolean;
  readonly firstSentMsAgo: number;
};

export type AbsenceJudgement =
  | { readonly kind: "ask_again" }
  | { readonly kind: "evidence"; readonly verdict: "not_moved"; readonly source: "refusal" }
  | { readonly kind: "send_again" }
  | { readonly kind: "person"; readonly why: "refusal_unclear" | "absent_at_gateway" };

const ANSWERS_FOR_PROOF = 3;
const DAY_MS = 86_400_000;

/** Two minutes for a quiet time of fifteen. */
export function absenceSpacingMs(quietTimeMs: number): number {
  return (quietTimeMs * 2) / 15;
}

/**
 * "The rule for refusals" for gateways that can be asked by our reference. Absence counts only after the quiet time,
 * three times, well apart: a request may still land while nobody knows it.
 */
export function judgeAbsence(absence: AbsenceToJudge): AbsenceJudgement {
  if (!absenceIsProven(absence)) return { kind: "ask_again" };
  if (absence.wasKnown) return { kind: "person", why: "absent_at_gateway" };
  if (absence.refused) {
    return absence.refused.refusesRequest
      ? { kind: "evidence", verdict: "not_moved", source: "refusal" }
      : { kind: "person", why: "refusal_unclear" };
  }
  if (!absence.resendIsSafe || absence.resentBefore || absence.firstSentMsAgo >= DAY_MS)
    return { kind: "person", why: "absent_at_gateway" };
  return absence.senderGone ? { kind: "send_again" } : { kind: "ask_again" };
}

/** Whether so many answers after the quiet time, and far enough apart, are proof that nothing was there. */
export function absenceIsProven({
  absentAtMs,
  quietTimeMs,
}: Pick<AbsenceToJudge, "absentAtMs" | "quietTimeMs">): boolean {
  const spacing = absenceSpacingMs(quietTimeMs);
  let counted = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const at of absentAtMs) {
    if (at < quietTimeMs || at - last < spacing) continue;
    counted += 1;
    last = at;
  }
  return counted >= ANSWERS_FOR_PROOF;
}
