import { z } from "zod";
import type { HttpRequest, RefundQuery, RefundRequest } from "#lib/gateways/connector.ts";
import type { ExamplepayCall } from "./account.ts";
import { sign } from "./signature.ts";

/** ExamplePay counts in the currency's minor units. */
export const CURRENCIES = ["EUR", "USD"];

/** Names below are spelled as in the manual. */
export function refundRequest(call: ExamplepayCall, { reference, payment, amount, reason }: RefundRequest) {
  return signed(call, "/v1/refunds", {
    merchant: call.account.credentials.merchantId,
    reference,
    payment: payment.gatewayPaymentRef,
    amount_minor: Number(amount.minor),
    currency: amount.currency,
    reason,
    notify_url: call.account.notificationUrl,
  });
}

export function queryRequest(call: ExamplepayCall, { reference }: RefundQuery): HttpRequest {
  return signed(call, "/v1/refunds/find", { merchant: call.account.credentials.merchantId, reference });
}

function signed({ account }: ExamplepayCall, path: string, fields: object): HttpRequest {
  const body = JSON.stringify(fields);
  return {
    method: "POST",
    url: account.baseUrl.replace(/\/+$/, "") + path,
    headers: { "content-type": "application/json", "x-signature": sign(body, account.credentials.secret) },
    body,
  };
}

/** What ExamplePay says of a refund, in answers and in notifications. */
export const refundSchema = z.object({
  merchant: z.string(),
  refund: z.string().min(1).max(64),
  reference: z.string().min(1).max(64),
  amount_minor: z.int().positive(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  state: z.enum(["pending", "paid", "failed"]),
  failure: z.string().nullish(),
});

/** A notification says what it is, so that the signed answer to a question is none. */
export const notificationSchema = refundSchema.extend({ type: z.literal("refund.changed") });

/** Nobody signs these. */
export const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export type SaidRefund = z.infer<typeof refundSchema>;
