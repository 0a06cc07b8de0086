/** A payment that could give a part of an amount. Minor units of one currency. */
export type SplitSource = { readonly paymentId: string; readonly paidAt: string; readonly refundableMinor: bigint };

/**
 * The split that is suggested: the newest payment gives first, as much as it has, then the one before it. So few
 * payments are touched, and the old ones, which a gateway refuses first, come last. What does not fit anywhere is left
 * out: the sum of the parts is the amount wherever it can be.
 */
export function suggestSplit(amountMinor: bigint, sources: readonly SplitSource[]): ReadonlyMap<string, bigint> {
  const parts = new Map<string, bigint>();
  let left = amountMinor > 0n ? amountMinor : 0n;
  for (const { paymentId, refundableMinor } of sources.toSorted(newestFirst)) {
    const part = refundableMinor < left ? refundableMinor : left;
    if (part <= 0n) continue;
    parts.set(paymentId, part);
    left -= part;
  }
  return parts;
}

/** Of two paid at the same moment the one with the later ID, so that everybody is suggested the same. */
function newestFirst(one: SplitSource, other: SplitSource): number {
  return Date.parse(other.paidAt) - Date.parse(one.paidAt) || (one.paymentId < other.paymentId ? 1 : -1);
}
