import { z } from "zod";
import type { HttpRequest } from "../connector.ts";
import type { NeoxCall } from "./account.ts";
import { type NeoxMessage, secureHash } from "./signature.ts";

/** One path for every command. Names below are spelled as in NeoX's manual. */
const PATH = "/api/v1/paygate/neopay";

/** No blanks and nothing that hides: a hash without separators needs fields of a known shape. */
export const NEOX_ID = /^[A-Za-z0-9._:-]{1,64}$/;

export const MERCHANT_TRANSACTION_ID = /^[A-Za-z0-9_-]{1,36}$/;

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

export type QueryTransactionFields = {
  readonly neo_Command: "QUERY_DR";
  readonly neo_MerchantCode: string;
  readonly neo_MerchantTxnID: string;
  readonly neo_Version: "1";
};

export type PayFields = {
  readonly neo_MerchantCode: string;
  readonly neo_Currency: "VND";
  readonly neo_Locale: string;
  readonly neo_Version: "1";
  readonly neo_Command: "PAY";
  readonly neo_Amount: number;
  readonly neo_MerchantTxnID: string;
  readonly neo_OrderID: string;
  readonly neo_OrderInfo: string;
  readonly neo_Title?: string;
  readonly neo_ReturnURL: string;
  readonly neo_AgainURL?: string;
  readonly neo_ExpiresIn?: number;
  readonly neo_PaymentMethod?: readonly string[];
  readonly neo_CustomerID?: string;
  readonly neo_CustomerEmail?: string;
  readonly neo_CustomerPhone?: string;
  readonly neo_CustomerIpAddress?: string;
  readonly neo_TokenCreate?: boolean;
  readonly neo_IframeCreate?: boolean;
  readonly neo_ExtData?: { readonly orderData: { readonly payItems: readonly PayItem[] } };
};

type PayItem = {
  readonly orderId: string;
  readonly desc: string;
  readonly price: number;
  readonly extraInfo?: Readonly<Record<string, string>>;
};

type Fields = QueryPaymentsFields | QueryTransactionFields | RefundFields | PayFields;

export function signedRequest(call: NeoxCall, fields: Fields): HttpRequest {
  return {
    method: "POST",
    url: addressOf(call),
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(signed(call, fields)),
  };
}

/** A request to pay as an address: lists are joined by commas, the items are JSON, the hash is over the plain values. */
export function signedAddress(call: NeoxCall, fields: PayFields): string {
  const text = (value: unknown) =>
    Array.isArray(value) ? value.join(",") : typeof value === "object" ? JSON.stringify(value) : String(value);
  const pairs = Object.entries(signed(call, fields)).map(
    ([name, value]) => `${name}=${encodeURIComponent(text(value))}`,
  );
  return `${addressOf(call)}?${pairs.join("&")}`;
}

/** The manual prints the hash of PAY in upper case and the others in lower case. */
function signed(call: NeoxCall, fields: Fields): Fields & { readonly neo_SecureHash: string } {
  const { credentials, settings } = call.account;
  const documented = fields.neo_Command === "PAY" ? "upper" : "lower";
  const letters = settings.hashCase === "documented" ? documented : settings.hashCase;
  return { ...fields, neo_SecureHash: secureHash(messageOf(call, fields), fields, credentials.secretKey, letters) };
}

function messageOf({ account }: NeoxCall, { neo_Command }: Fields): NeoxMessage {
  return neo_Command === "REFUND" && account.settings.refundHashIncludesRequestId
    ? "REFUND_WITH_REQUEST_ID"
    : neo_Command;
}

function addressOf(call: NeoxCall): string {
  return call.account.baseUrl.replace(/\/+$/, "") + PATH;
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

/** What came of a payment: in the notification, on the way back and as the answer to QUERY_DR. */
export const payReportSchema = z.object({
  neo_MerchantCode: id,
  neo_Command: z.string(),
  neo_Currency: z.literal("VND"),
  neo_Amount: wholeNumber.pipe(z.int().positive()),
  neo_MerchantTxnID: z.string().regex(MERCHANT_TRANSACTION_ID),
  // A payer who turned back has none yet.
  neo_TransactionID: z
    .union([id, z.literal("")])
    .nullish()
    .transform((text) => text || null),
  neo_ResponseCode: wholeNumber,
  neo_ResponseMsg: z.string().nullish(),
});

export type PayReport = z.infer<typeof payReportSchema>;

/** The answer to PAY. The QR part is there only where QR is the only way to pay. */
export const payDataSchema = z.object({
  redirect: z.url({ protocol: /^https?$/ }).max(2_000),
  qrData: z.string().min(1).max(1_000).nullish(),
});

export const transferSchema = z.object({
  qrData: z.string().min(1).max(1_000),
  bankName: z.string().max(200),
  bankAccount: z.string().max(50),
  bankAccountName: z.string().max(200),
  amount: wholeNumber,
  remark: z.string().max(300),
});
