import type { Payment, PortalRefund, RefundTruth, Submission, Truth } from "./truth.ts";

type ShownRefund = Omit<RefundTruth, "behaviour" | "settleAt" | "closeAt" | "notificationsDue">;

export type ShownTruth = {
  readonly payments: readonly Payment[];
  /** `moves` tells how often money left, `state` what easylink says. */
  readonly refunds: readonly ShownRefund[];
  /** Every refund request that arrived, also those that were refused or ignored. */
  readonly submissions: readonly Submission[];
  readonly portalRefunds: readonly PortalRefund[];
};

/** What really happened, of one merchant or of all. */
export function showTruth(truth: Truth, mchNo: string | null): ShownTruth {
  const ofMerchant = (one: { readonly mchNo: string }) => mchNo === null || one.mchNo === mchNo;
  return {
    payments: [...truth.payments.values()].filter(ofMerchant),
    refunds: [...truth.refunds.values()]
      .filter(ofMerchant)
      .map(({ behaviour, settleAt, closeAt, notificationsDue, ...shown }) => shown),
    submissions: truth.submissions.filter(ofMerchant),
    portalRefunds: truth.portalRefunds.filter(ofMerchant),
  };
}
