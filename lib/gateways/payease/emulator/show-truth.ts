import type { Payment, PortalRefund, RefundTruth, Submission, Truth } from "./truth.ts";

type ShownRefund = Omit<RefundTruth, "behaviour" | "settleAt" | "notificationsDue">;

export type ShownTruth = {
  readonly payments: readonly Payment[];
  readonly refunds: readonly ShownRefund[];
  /** Every refund request that arrived, also those that were refused or ignored. */
  readonly submissions: readonly Submission[];
  readonly portalRefunds: readonly PortalRefund[];
};

/** What really happened, of one merchant or of all. */
export function showTruth(truth: Truth, merchantId: string | null): ShownTruth {
  const ofMerchant = (one: { readonly merchantId: string }) => merchantId === null || one.merchantId === merchantId;
  return {
    payments: [...truth.payments.values()].filter(ofMerchant),
    refunds: [...truth.refunds.values()]
      .filter(ofMerchant)
      .map(({ behaviour, settleAt, notificationsDue, ...shown }) => shown),
    submissions: truth.submissions.filter(ofMerchant),
    portalRefunds: truth.portalRefunds.filter(ofMerchant),
  };
}
