import type { z } from "zod";
import type { Commands } from "../../emulator-kit/control-server.ts";
import {
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
  "PUT merchants": ({ truth }, body, code) => {
    if (!code) throw new Error("The path must name the merchant's code.");
    return said(truth, { type: "merchant", merchant: { code, ...merchantSchema.parse(body) } });
  },
  "PUT payments": ({ truth }, body) => said(truth, { type: "payments", payments: paymentsSchema.parse(body) }),
  "PUT plan": ({ truth }, body) => {
    const { merchantCode, ...plan } = planRequestSchema.parse(body);
    return said(truth, { type: "plan", merchantCode, plan });
  },
  "GET truth": ({ truth }, _body, _argument, query) => showTruth(truth, query.get("merchant")),
  "GET violations": ({ truth }) => truth.violations,
  "POST settle": async ({ truth, settlement }, body) => {
    const { requestId, result, code, notifications } = settleSchema.parse(body);
    const succeeded = result === "success";
    await settlement.settle(known(truth, requestId), { succeeded, code: code ?? (succeeded ? 0 : 1), notifications });
    return {};
  },
  "POST notify": (gateway, body) => notify(gateway, notifySchema.parse(body)),
  "POST portal-refund": ({ truth }, body) => {
    const refund = portalRefundSchema.parse(body);
    if (!truth.payment(refund.merchantCode, refund.paymentId)) throw new Error(`No payment ${refund.paymentId}.`);
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
  { requestId, kind, fields, times }: z.infer<typeof notifySchema>,
) {
  const refund = known(truth, requestId);
  const merchant = truth.merchants.get(refund.merchantCode);
  if (!merchant?.notificationUrl) throw new Error(`Merchant ${refund.merchantCode} has no notification URL.`);
  const payment = truth.payment(refund.merchantCode, refund.paymentId);
  await settlement.send(refund, refundNotification(merchant, refund, payment, { kind, fields }), times);
  return {};
}

function known(truth: Truth, requestId: string): RefundTruth {
  const refund = truth.refundOfRequest(requestId);
  if (!refund) throw new Error(`No refund ${requestId} was accepted.`);
  return refund;
}

function said(truth: Truth, event: Parameters<Truth["record"]>[0]): object {
  truth.record(event);
  return {};
}
