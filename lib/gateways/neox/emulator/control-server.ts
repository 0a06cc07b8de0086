import { z } from "zod";
import type { EmulatorAnswer, EmulatorRequest } from "../../emulator-kit/server.ts";
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

/** The emulator's own switches; the gateway it stands for has nothing like this. */
export async function handleControl(gateway: Gateway, request: EmulatorRequest): Promise<EmulatorAnswer> {
  const [route, argument] = routeOf(request);
  const command = COMMANDS[route];
  if (!command) return reply(404, { error: `No such command: ${route}` });
  try {
    const body: unknown = request.body.length > 0 ? JSON.parse(request.body.toString()) : {};
    return reply(200, await command(gateway, body, argument, request.query));
  } catch (error) {
    return reply(400, { error: sentenceOf(error) });
  }
}

type Command = (gateway: Gateway, body: unknown, argument: string, query: URLSearchParams) => unknown;

const COMMANDS: Readonly<Record<string, Command>> = {
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

function routeOf({ method, path }: EmulatorRequest): [route: string, argument: string] {
  const [command = "", argument = ""] = path.replace("/_control/", "").split("/");
  return [`${method} ${command}`, decodeURIComponent(argument)];
}

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

function sentenceOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

function reply(status: number, body: unknown): EmulatorAnswer {
  return { status, contentType: "application/json", body: JSON.stringify(body) };
}
