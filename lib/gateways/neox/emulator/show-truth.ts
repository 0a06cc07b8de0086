import type { Try } from "../../emulator-kit/delivery.ts";
import type { PortalRefund, Submission, Truth } from "./truth.ts";

export type ShownRefund = {
  readonly requestId: string;
  readonly merchantCode: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly receiver: Readonly<Record<string, unknown>> | null;
  readonly transId: string;
  readonly status: "pending" | "succeeded" | "failed";
  readonly resultCode: number;
  /** How often money left: never more than once per request. */
  readonly moves: number;
  readonly takenAt: string;
  readonly settledAt: string | null;
  readonly notifications: readonly Try[];
};

export type ShownTruth = {
  readonly payments: readonly {
    readonly merchantCode: string;
    readonly id: string;
    readonly amount: number;
    readonly refundedAmount: number;
  }[];
  readonly refunds: readonly ShownRefund[];
  /** Every REFUND that arrived, also those that were refused or ignored. */
  readonly submissions: readonly Submission[];
  readonly portalRefunds: readonly PortalRefund[];
};

/** What really happened, of one merchant or of all. */
export function showTruth(truth: Truth, merchantCode: string | null): ShownTruth {
  const ofMerchant = (one: { readonly merchantCode: string }) =>
    merchantCode === null || one.merchantCode === merchantCode;
  return {
    payments: [...truth.payments.values()].filter(ofMerchant),
    refunds: [...truth.refunds.values()]
      .filter(ofMerchant)
      .map(({ behaviour, settleAt, notificationsDue, ...shown }) => shown),
    submissions: truth.submissions.filter(ofMerchant),
    portalRefunds: truth.portalRefunds.filter(ofMerchant),
  };
}
