import { createPrivateKey, createPublicKey } from "node:crypto";
import { z } from "zod";
import type { HttpRequest } from "../connector.ts";
import type { PayeaseCall } from "./account.ts";
import { sealEnvelope } from "./envelope.ts";
import { signHmac } from "./signature.ts";

/** Names below are spelled as in PayEase's manual. */
export type RefundFields = {
  readonly merchantId: string;
  readonly orderRequestId: string;
  readonly requestId: string;
  readonly amount: string;
  readonly notifyUrl: string;
  readonly remark?: string;
};

export type RefundQueryFields = { readonly merchantId: string; readonly requestId: string };

/** The payment's number at PayEase: the day, the merchant, and the merchant's own figures. */
export const ORDER_REQUEST_ID = /^\d{8}-\d{1,9}-\d+(-\d+)*$/;

export function refundRequest(call: PayeaseCall, fields: RefundFields): HttpRequest {
  return sealedRequest(call, "/icc/refund", fields);
}

export function refundQueryRequest(call: PayeaseCall, fields: RefundQueryFields): HttpRequest {
  return sealedRequest(call, "/icc/refundQuery", fields);
}

/** Signed, then encrypted for the platform; the body is the base64 alone, not wrapped in JSON. */
function sealedRequest({ account }: PayeaseCall, path: string, fields: RefundFields | RefundQueryFields): HttpRequest {
  const { merchantId, privateKeyPem, platformCertificatePem } = account.credentials;
  const { contentType, partnerId } = account.settings;
  const hmac = signHmac(fields, createPrivateKey(privateKeyPem));
  const { encryptKey, data } = sealEnvelope(
    JSON.stringify({ ...fields, hmac }),
    createPublicKey(platformCertificatePem),
  );
  return {
    method: "POST",
    url: account.baseUrl.replace(/\/+$/, "") + path,
    headers: {
      "Content-Type": contentType,
      merchantId,
      requestId: fields.requestId,
      ...(partnerId === null ? {} : { partnerId }),
      encryptKey,
    },
    body: data,
  };
}

const text = z.string().min(1).max(200);
/** No blanks and nothing that hides. */
const id = z.string().regex(/^[\x21-\x7e]{1,80}$/);

/** A no carries no hmac, and its words are for people. */
export const errorSchema = z.object({
  status: z.literal("ERROR"),
  code: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
  error: z.string().nullish(),
  cause: z.string().nullish(),
});

/** What every signed message about a refund says of it. */
const refundShape = {
  merchantId: id,
  orderRequestId: id,
  requestId: id,
  amount: text,
  currency: z.string().regex(/^[A-Z]{3}$/),
};

export const refundAnswerSchema = z.object({ ...refundShape, status: z.literal("SUCCESS"), refundId: id });

const refundStatusSchema = z.enum(["INIT", "PROCESSING", "SUCCESS", "FAILED"]);

export const refundQueryAnswerSchema = z.object({
  ...refundShape,
  status: z.literal("SUCCESS"),
  refundStatus: refundStatusSchema,
  refundId: id.or(z.literal("")).nullish(),
  refundCompleteTime: z.string().nullish(),
});

/** As an answer to the query, but without `status`: an answer that is sent here is no notification. */
export const refundNotificationSchema = z.object({
  ...refundShape,
  status: z.undefined().optional(),
  refundStatus: refundStatusSchema,
  refundId: id,
  refundCompleteTime: z.string().nullish(),
});

export type RefundFacts = z.infer<z.ZodObject<typeof refundShape>>;
export type RefundStatus = z.infer<typeof refundStatusSchema>;
