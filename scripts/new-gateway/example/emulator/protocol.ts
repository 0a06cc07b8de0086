import { createHmac } from "node:crypto";
import { z } from "zod";
import type { PlainProtocol } from "#lib/gateways/emulator-kit/plain-emulator.ts";
import type { PlainRefund } from "#lib/gateways/emulator-kit/plain-truth.ts";
import { readStrictObject } from "#lib/gateways/strict-json.ts";

/** Written from the manual apart from the connector, so that one mistake cannot hide in both. */
export const PROTOCOL: PlainProtocol = {
  name: "examplepay",
  displayName: "ExamplePay",
  unit: "minor units",
  read: (request, secretOf) => {
    const body = bodySchema.safeParse(readStrictObject(request.body));
    const secret = body.success ? secretOf(body.data.merchant) : undefined;
    if (!body.success || !secret) return refused("bad_request", "The body cannot be read", body.error?.message);
    if (request.headers["x-signature"] !== hmac(request.body, secret))
      return refused("bad_signature", "The signature is wrong", "x-signature");
    const { merchant: merchantId, reference } = body.data;
    if (request.path === "/v1/refunds/find") return { kind: "query", merchantId, reference };
    const refund = refundSchema.safeParse(body.data);
    if (request.path !== "/v1/refunds" || !refund.success)
      return refused("bad_request", "Fields are missing", `${request.path} ${refund.error?.message ?? ""}`);
    return {
      kind: "refund",
      violations: transportViolations(request),
      request: {
        merchantId,
        reference,
        paymentId: refund.data.payment,
        amountMinor: refund.data.amount_minor,
        currency: refund.data.currency,
        notificationUrl: refund.data.notify_url,
      },
    };
  },
  no: (code, message) => json({ error: { code, message } }, 422),
  yes: (refund, key) => {
    const answer = json(factsOf(refund));
    return { ...answer, headers: { "x-signature": hmac(answer.body, key) } };
  },
  notification: (refund, key, url) => {
    const body = JSON.stringify({ type: "refund.changed", ...factsOf(refund) });
    return { url, headers: { "content-type": "application/json", "x-signature": hmac(body, key) }, body };
  },
  isAcknowledged: ({ status, body }) => status === 200 && body === "ok",
  codes: {
    unknownPayment: "unknown_payment",
    exceedsBalance: "exceeds_balance",
    knownReference: "known_reference",
    unknownRefund: "unknown_refund",
  },
};

const bodySchema = z.looseObject({ merchant: z.string(), reference: z.string().min(1).max(64) });
const refundSchema = z.object({
  payment: z.string(),
  amount_minor: z.int().positive(),
  currency: z.string(),
  reason: z.string().max(64),
  notify_url: z.url(),
});

function transportViolations({ method, headers }: Parameters<PlainProtocol["read"]>[0]): string[] {
  const wrong = [];
  if (method !== "POST") wrong.push(`method ${method}`);
  if (headers["content-type"] !== "application/json") wrong.push(`content type ${headers["content-type"]}`);
  return wrong;
}

function refused(
  code: string,
  message: string,
  what = "",
): Extract<ReturnType<PlainProtocol["read"]>, { answer: object }> {
  return { kind: "refused", answer: PROTOCOL.no(code, message), violations: [`${code} ${what}`.trim()] };
}

function factsOf({ merchantId, id, reference, amountMinor, currency, status, resultCode }: PlainRefund): object {
  const state = { pending: "pending", succeeded: "paid", failed: "failed" }[status];
  return {
    merchant: merchantId,
    refund: id,
    reference,
    amount_minor: amountMinor,
    currency,
    state,
    failure: resultCode,
  };
}

function json(body: object, status = 200) {
  return { status, contentType: "application/json", body: JSON.stringify(body) };
}

function hmac(text: string | Buffer, key: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}
