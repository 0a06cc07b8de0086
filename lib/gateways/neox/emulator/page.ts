import { type EmulatorPage, latest } from "../../emulator-kit/page.ts";
import { showTruth } from "./show-truth.ts";
import type { Truth } from "./truth.ts";

/** What really moved, for people. */
export function pageOf(truth: Truth): EmulatorPage {
  const { refunds, payments, submissions } = showTruth(truth, null);
  return {
    name: "neox",
    displayName: "NeoX",
    unit: "dong",
    tables: [
      {
        title: "Refunds",
        head: ["Request", "Payment", "Amount", "State", "Moved", "Notifications", "Taken at"],
        rows: latest(refunds).map((refund) => [
          refund.requestId,
          refund.paymentId,
          refund.amount,
          refund.status,
          `${refund.moves} ×`,
          refund.notifications
            .map(({ status, acknowledged }) => `${status ?? "no answer"}${acknowledged ? " ✓" : ""}`)
            .join(", "),
          refund.takenAt,
        ]),
      },
      {
        title: "Requests that came in",
        head: ["Request", "What became of it", "At"],
        rows: latest(submissions).map(({ requestId, result, at }) => [requestId, result, at]),
      },
      {
        title: "Bills",
        head: ["Transaction of the merchant", "Order", "Amount", "State", "Transaction"],
        rows: latest([...truth.bills.values()]).map(({ fields, status, transactionId }) => [
          fields.neo_MerchantTxnID,
          fields.neo_OrderID,
          fields.neo_Amount,
          status,
          transactionId ?? "",
        ]),
      },
      {
        title: "Payments",
        head: ["Merchant", "Payment", "Amount", "Refunded"],
        rows: latest(payments).map((payment) => [
          payment.merchantCode,
          payment.id,
          payment.amount,
          payment.refundedAmount,
        ]),
      },
      {
        title: "Violations of the protocol",
        head: ["What", "Request", "At"],
        rows: latest(truth.violations).map(({ what, requestId, at }) => [what, requestId ?? "", at]),
      },
    ],
  };
}
