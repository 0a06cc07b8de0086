import { z } from "zod";
import type { HttpRequest } from "../connector.ts";
import type { NeoxCall } from "./account.ts";
import { type NeoxMessage, secureHash } from "./signature.ts";

/** One path for every command. Names below are spelled as in NeoX's manual. */
const PATH = "/api/v1/paygate/neopay";

/** No blanks and nothing that hides: a hash without separators needs fields of a known shape. */
export const NEOX_ID = /^[A-Za-z0-9._:-]{1,64}$/;

export type QueryPaymentsFields = {
  readonly neo_Command: "QUERY_PT";
  readonly neo_MerchantCode: string;
  readonly neo_TransactionID: string;
  readonly neo_Version: "1";
};

export type RefundFields = {
  readonly neo_MerchantCode: string;
  readonly neo_Command: "REFUND";
  readonly neo_RequestID: string;
  readonly neo_PaymentID: string;
  readonly neo_Amount: number;
  readonly neo_Version: "1";
  readonly neo_Receiver?: string;
};

/** A signed request; the manual prints these two hashes in lower case. */
export function signedRequest(call: NeoxCall, fields: QueryPaymentsFields | RefundFields): HttpRequest {
  const { credentials, settings } = call.account;
  const message = fields.neo_Command === "REFUND" ? refundMessage(settings.refundHashIncludesRequestId) : "QUERY_PT";
  const letters = settings.hashCase === "documented" ? "lower" : settings.hashCase;
  const neo_SecureHash = secureHash(message, fields, credentials.secretKey, letters);
  return {
    method: "POST",
    url: call.account.baseUrl.replace(/\/+$/, "") + PATH,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ ...fields, neo_SecureHash }),
  };
}

function refundMessage(includesRequestId: boolean): NeoxMessage {
  return includesRequestId ? "REFUND_WITH_REQUEST_ID" : "REFUND";
}

const amount = z.int().nonnegative();

/** Every answer. The message is for people; nothing depends on it, so it may be missing. */
export const answerSchema = z.object({
  neo_ResponseCode: z.int(),
  neo_ResponseMsg: z.string().nullish(),
});

export const refundDataSchema = z.object({ transId: z.string().regex(NEOX_ID) });

export const paymentSchema = z.object({
  id: z.union([z.string().regex(NEOX_ID), z.int().nonnegative().transform(String)]),
  status: z
    .string()
    .toUpperCase()
    .pipe(z.enum(["SUCCESS", "FAILED", "PROCESSING"])),
  amount,
  refundedAmount: amount,
  paymentMethod: z.string().min(1).max(40),
});

export const paymentListSchema = z.array(paymentSchema).max(1_000);

/** A form carries numbers as text; the hash is over the text either way. */
const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^(0|-?[1-9]\d{0,15})$/)
    .transform(Number)
    .pipe(z.int()),
]);
const id = z.string().regex(NEOX_ID);

export const refundNotificationSchema = z.object({
  neo_MerchantCode: id,
  neo_Command: z.literal("REFUND"),
  // The merchant's own, and compared with nothing.
  neo_OrderID: z.string().max(256),
  neo_PaymentID: id,
  neo_RequestID: id,
  neo_TransactionID: id,
  neo_Amount: wholeNumber.pipe(z.int().positive()),
  neo_Fee: wholeNumber.pipe(amount),
  neo_Version: z.literal("1"),
  neo_ResponseCode: wholeNumber,
  neo_ResponseMsg: z.string(),
});

export type RefundNotification = z.infer<typeof refundNotificationSchema>;
