import type { z } from "zod";
import type { Commands } from "../../emulator-kit/control-server.ts";
import {
  closeSchema,
  merchantSchema,
  notifySchema,
  paymentsSchema,
  planRequestSchema,
  portalRefundSchema,
  settleSchema,
} from "./control-schema.ts";
import type { Gateway } from "./emulator.ts";
import { refundNotification } from "./notification.ts";
import { showTruth } from "./show-truth.ts";
import type { RefundTruth, Truth } from "./truth.ts";

export const COMMANDS: Commands<Gateway> = {
  "PUT merchants": ({ truth }, body, mchNo) => {
    if (!mchNo) throw new Error("The path must name the merchant's number.");
    return said(truth, { type: "merchant", merchant: { mchNo, ...merchantSchema.parse(body) } });
  },
  "PUT payments": ({ truth }, body) => said(truth, { type: "payments", payments: paymentsSchema.parse(body) }),
  "PUT plan": ({ truth }, body) => {
    const { mchNo, ...plan } = planRequestSchema.parse(body);
    return said(truth, { type: "plan", mchNo, plan });
  },
  "GET truth": ({ truth }, _body, _argument, query) => showTruth(truth, query.get("merchant")),
  "GET violations": ({ truth }) => truth.violations,
  "POST settle": async ({ truth, settlement }, body) => {
    const { mchRefundNo, result, errCode = null, notifications } = settleSchema.parse(body);
    await settlement.settle(known(truth, mchRefundNo), { succeeded: result === "success", errCode, notifications });
    return {};
  },
  "POST close": ({ truth, settlement }, body) => {
    settlement.close(known(truth, closeSchema.parse(body).mchRefundNo));
    return {};
  },
  "POST notify": (gateway, body) => notify(gateway, notifySchema.parse(body)),
  "POST portal-refund": ({ truth }, body) => {
    const refund = portalRefundSchema.parse(body);
    if (!truth.payment(refund.mchNo, refund.payOrderId)) throw new Error(`No payment ${refund.payOrderId}.`);
    return said(truth, { type: "portal_refund", refund: { ...refund, at: new Date().toISOString() } });
  },
  "POST reset": ({ truth, agenda }) => {
    agenda.clear();
    truth.clear();
    return {};
  },
};

async function notify(
  { truth, settlement }: Gateway,
  { mchRefundNo, kind, fields, times }: z.infer<typeof notifySchema>,
) {
  const refund = known(truth, mchRefundNo);
  const message = refundNotification(truth, refund, { kind, fields });
  if (!message) throw new Error(`Refund ${mchRefundNo} came without a notifyUrl.`);
  await settlement.send(refund, message, times);
  return {};
}

function known(truth: Truth, mchRefundNo: string): RefundTruth {
  const refund = [...truth.refunds.values()].findLast((one) => one.mchRefundNo === mchRefundNo);
  if (!refund) throw new Error(`No refund ${mchRefundNo} was accepted.`);
  return refund;
}

function said(truth: Truth, event: Parameters<Truth["record"]>[0]): object {
  truth.record(event);
  return {};
}
