import { type EmulatorPage, latest } from "../../emulator-kit/page.ts";
import { writeAmount } from "./amount.ts";
import { showTruth } from "./show-truth.ts";
import type { Truth } from "./truth.ts";

/** What really moved, for people. */
export function pageOf(truth: Truth): EmulatorPage {
  const { refunds, payments, submissions } = showTruth(truth, null);
  const money = (minor: number, currency: string) => `${writeAmount(minor, currency, "major-exponent")} ${currency}`;
  return {
    name: "payease",
    displayName: "PayEase",
    unit: "each payment's currency",
    tables: [
      {
        title: "Refunds",
        head: ["Request", "Payment", "Amount", "State", "Moved", "Notifications", "Taken at"],
        rows: latest(refunds).map((refund) => [
          refund.requestId,
          refund.orderRequestId,
          money(refund.amountMinor, refund.currency),
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
        title: "Payments",
        head: ["Merchant", "Payment", "Amount", "Refunded"],
        rows: latest(payments).map(({ merchantId, orderRequestId, amountMinor, refundedMinor, currency }) => [
          merchantId,
          orderRequestId,
          money(amountMinor, currency),
          money(refundedMinor, currency),
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
