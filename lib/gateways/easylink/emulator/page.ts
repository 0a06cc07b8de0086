import { type EmulatorPage, latest } from "../../emulator-kit/page.ts";
import { showTruth } from "./show-truth.ts";
import type { Truth } from "./truth.ts";

const STATES = ["created", "in progress", "success", "failure", "closed"];

/** What really moved, for people. */
export function pageOf(truth: Truth): EmulatorPage {
  const { refunds, payments, submissions } = showTruth(truth, null);
  return {
    name: "easylink",
    displayName: "easylink",
    unit: "cents",
    tables: [
      {
        title: "Refunds",
        head: ["Number", "Payment", "Amount", "State", "Moved", "Notifications", "Taken at"],
        rows: latest(refunds).map((refund) => [
          refund.mchRefundNo,
          refund.payOrderId,
          refund.refundAmount,
          `${refund.state} ${STATES[refund.state]}`,
          `${refund.moves} ×`,
          refund.notifications
            .map(({ status, acknowledged }) => `${status ?? "no answer"}${acknowledged ? " ✓" : ""}`)
            .join(", "),
          new Date(refund.createdAt).toISOString(),
        ]),
      },
      {
        title: "Requests that came in",
        head: ["Number", "What became of it", "At"],
        rows: latest(submissions).map(({ mchRefundNo, result, at }) => [mchRefundNo, result, at]),
      },
      {
        title: "Payments",
        head: ["Merchant", "Payment", "Order", "Amount", "Refunded"],
        rows: latest(payments).map((payment) => [
          payment.mchNo,
          payment.payOrderId,
          payment.mchOrderNo,
          payment.amount,
          payment.refundedAmount,
        ]),
      },
      {
        title: "Violations of the protocol",
        head: ["What", "Number", "At"],
        rows: latest(truth.violations).map(({ what, mchRefundNo, at }) => [what, mchRefundNo ?? "", at]),
      },
    ],
  };
}
