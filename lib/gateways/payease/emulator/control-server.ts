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
import { withKeys } from "./merchant-keys.ts";
import { refundNotification } from "./messages.ts";
import { showTruth } from "./show-truth.ts";
import type { RefundTruth, Truth } from "./truth.ts";

export const COMMANDS: Commands<Gateway> = {
  "PUT merchants": ({ truth }, body, merchantId) => {
    if (!merchantId) throw new Error("The path must name the merchant's id.");
    const { merchant, keys } = withKeys(merchantId, merchantSchema.parse(body), truth.merchants.get(merchantId));
    truth.record({ type: "merchant", merchant });
    return keys;
  },
  "PUT payments": ({ truth }, body) => said(truth, { type: "payments", payments: paymentsSchema.parse(body) }),
  "PUT plan": ({ truth }, body) => {
    const { merchantId, ...plan } = planRequestSchema.parse(body);
    return said(truth, { type: "plan", merchantId, plan });
  },
  "GET truth": ({ truth }, _body, _argument, query) => showTruth(truth, query.get("merchant")),
  "GET violations": ({ truth }) => truth.violations,
  "POST settle": async ({ truth, settlement }, body) => {
    const { requestId, result, notifications } = settleSchema.parse(body);
    await settlement.settle(known(truth, requestId), { succeeded: result === "success", notifications });
    return {};
  },
  "POST notify": (gateway, body) => notify(gateway, notifySchema.parse(body)),
  "POST portal-refund": ({ truth }, body) => {
    const refund = portalRefundSchema.parse(body);
    if (!truth.payment(refund.merchantId, refund.orderRequestId))
      throw new Error(`No payment ${refund.orderRequestId}.`);
    return said(truth, { type: "portal_refund", refund: { ...refund, at: new Date().toISOString() } });
  },
  "POST reset": ({ truth, agenda, asked }) => {
    agenda.clear();
    asked.clear();
    truth.clear();
    return {};
  },
};

async function notify(
  { truth, settlement }: Gateway,
  { requestId, kind, fields, times }: z.infer<typeof notifySchema>,
) {
  const refund = known(truth, requestId);
  const merchant = truth.merchants.get(refund.merchantId);
  if (!merchant) throw new Error(`No merchant ${refund.merchantId}.`);
  await settlement.send(refund, refundNotification(merchant, refund, { manner: kind, fields }), times);
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
