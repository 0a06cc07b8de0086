import type { RefundState } from "./refund-state.ts";

export type Verdict = "moved" | "not_moved" | "in_progress";
export type EvidenceSource = "sync" | "notification" | "query" | "difference" | "refusal" | "two_people";

export type FoldResult =
  | { readonly kind: "state"; readonly state: "succeeded" | "failed" | "processing" | "unknown" }
  | { readonly kind: "contradiction" };

/**
 * The state that a set of verdicts proves. Order and repetition cannot matter: it only looks at which verdicts
 * are there. Verdicts that exclude each other call a person.
 */
export function foldEvidence(verdicts: Iterable<Verdict>): FoldResult {
  const seen = new Set(verdicts);
  if (seen.has("moved") && seen.has("not_moved")) return { kind: "contradiction" };
  if (seen.has("moved")) return { kind: "state", state: "succeeded" };
  if (seen.has("not_moved")) return { kind: "state", state: "failed" };
  return { kind: "state", state: seen.has("in_progress") ? "processing" : "unknown" };
}

/** What evidence does to a refund in a given state. The first final state stands; machines never flip it. */
export function nextState(
  current: RefundState,
  verdicts: Iterable<Verdict>,
): { readonly state: RefundState; readonly contradiction: boolean } {
  const fold = foldEvidence(verdicts);
  const final = current === "succeeded" || current === "failed" || current === "reversed";
  if (fold.kind === "contradiction") return { state: final ? current : "needs_review", contradiction: true };
  if (final) return { state: current, contradiction: false };
  // A person looks at it already: only a definite verdict takes it out of the queue.
  if (current === "needs_review" && fold.state !== "succeeded" && fold.state !== "failed")
    return { state: current, contradiction: false };
  return { state: fold.state, contradiction: false };
}
