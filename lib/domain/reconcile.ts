import type { RefundState } from "./refund-state.ts";

/** What a reconciliation can find. Nothing of it changes a refund by itself (H10). */
export type DifferenceKind =
  | "refunded_elsewhere"
  | "missing_at_gateway"
  | "payment_missing"
  | "amount_differs"
  | "status_differs"
  | "state_differs"
  | "ends_there"
  | "answer_differs"
  | "unknown_here"
  | "missing_there";

export type Severity = 1 | 2 | 3;

/** A payment's refunded total at its gateway, held against all that we know of. Minor units. */
export type TotalToJudge = {
  readonly atGateway: bigint;
  /** Proved here, and booked as made elsewhere. */
  readonly refunded: bigint;
  readonly outside: bigint;
  /** Ours, at the gateway now: counted there already, or not yet. */
  readonly underWay: bigint;
  /** Proved so lately that the gateway's total may not show it yet (F18). */
  readonly recent: bigint;
};

/** How far the total is from what it can be: positive for money that left elsewhere, negative for money not gone. */
export function totalDifference(total: TotalToJudge): bigint {
  const known = total.refunded + total.outside;
  const rise = total.atGateway - known;
  if (rise > total.underWay) return rise;
  return total.atGateway < known - total.recent ? rise : 0n;
}

export type StateThere = "succeeded" | "failed" | "processing" | "closed" | "not_found";

/** What a gateway's answer about one refund means beside ours; null where the two fit. */
export function stateDifference(
  ours: RefundState,
  there: StateThere,
): { kind: DifferenceKind; severity: Severity } | null {
  switch (ours) {
    case "succeeded":
      return there === "succeeded"
        ? null
        : { kind: there === "not_found" ? "missing_at_gateway" : "state_differs", severity: 2 };
    case "failed":
      return there === "succeeded" || there === "processing" ? { kind: "state_differs", severity: 1 } : null;
    case "submitting":
    case "processing":
    case "unknown":
    case "needs_review":
      return there === "succeeded" || there === "failed" ? { kind: "ends_there", severity: 3 } : null;
    default:
      return null;
  }
}
