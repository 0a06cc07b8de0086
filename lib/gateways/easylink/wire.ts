import { z } from "zod";
import type { HttpRequest } from "../connector.ts";
import type { EasylinkCall } from "./account.ts";
import { type EasylinkFields, sign } from "./signature.ts";

/** Names below are spelled as in easylink's manual. */
const PATHS = { refundOrder: "/api/refund/refundOrder", query: "/api/refund/query" } as const;

/** No blanks, and neither `&` nor `=`, which part the fields of what is signed. */
export const EASYLINK_ID = /^[A-Za-z0-9._:#/-]{1,64}$/;

/** The server signs over these names and no others: one it does not know makes the sign wrong. */
export type RefundFields = {
  readonly mchNo: string;
  readonly appId: string;
  readonly payOrderId?: string;
  readonly mchOrderNo?: string;
  readonly mchRefundNo: string;
  readonly refundAmount: number;
  readonly currency: string;
  readonly refundReason: string;
  readonly clientIp?: string;
  readonly notifyUrl?: string;
  /** A JSON text, never an object, which the server would write anew before it signs. */
  readonly channelExtra?: string;
  /** `extraParam` in the manual's table, `extParam` in its examples and on the server. */
  readonly extParam: string;
  readonly reqTime: number;
  readonly version: "1.0";
  readonly signType: "MD5";
};

export type QueryFields = {
  readonly mchNo: string;
  readonly appId: string;
  readonly mchRefundNo: string;
  readonly reqTime: number;
  readonly version: "1.0";
  readonly signType: "MD5";
};

export function signedRequest(
  { account }: Pick<EasylinkCall, "account">,
  message: keyof typeof PATHS,
  fields: EasylinkFields,
): HttpRequest {
  const signed = { ...fields, sign: sign(fields, account.credentials.appSecret) };
  const form = account.settings.requestFormat === "form";
  return {
    method: "POST",
    url: account.baseUrl.replace(/\/+$/, "") + PATHS[message],
    headers: {
      "content-type": form ? "application/x-www-form-urlencoded" : "application/json",
      accept: "application/json",
    },
    body: form ? encodeForm(signed) : JSON.stringify(signed),
  };
}

function encodeForm(fields: EasylinkFields): string {
  return new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString();
}

/** Every answer. The message is for people. */
export const answerSchema = z.object({
  code: z.int(),
  msg: z.string().nullish(),
  sign: z.unknown().optional(),
  data: z.unknown().optional(),
});

const id = z.string().regex(EASYLINK_ID);
const state = z.int().min(0).max(4);
const text = z.string().nullish();
const cents = z.int().nonnegative();

/** A form carries numbers as text; the sign is over the text either way (F20). */
const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^(0|[1-9]\d{0,15})$/)
    .transform(Number)
    .pipe(z.int()),
]);
const currency = z.string().regex(/^[A-Za-z]{3}$/);

/** What the channel says of a failure; nobody promises either. */
const channelWords = { errCode: z.union([z.string(), z.int().transform(String)]).nullish(), errMsg: text };

/** Either spelling, and only after the sign over the received names was verified (F20). */
const merchantText = { extParam: text, extraParam: text };

/** The answer to a refund keeps to the documented types; where it does not, the question that follows is read. */
export const refundDataSchema = z.object({
  refundOrderId: id,
  mchRefundNo: z.string(),
  state,
  refundAmount: cents.nullish(),
  mchNo: text,
  appId: text,
  payOrderId: text,
  mchOrderNo: text,
  currency: text,
  ...channelWords,
  ...merchantText,
});

/** What a query and a notification tell of a refund. */
export const refundFactsSchema = z.object({
  refundOrderId: id,
  payOrderId: id,
  mchNo: z.string(),
  appId: z.string(),
  mchRefundNo: z.string(),
  refundAmount: wholeNumber.pipe(cents),
  currency,
  state: wholeNumber.pipe(state),
  mchOrderNo: text,
  successTime: z.union([wholeNumber, z.literal("")]).nullish(),
  ...channelWords,
  ...merchantText,
});

/**
 * The time of the notification tells it from the signed data of an answer. Strict formats, because a value that
 * swallows its neighbour ("A&b=1") carries the same sign as the two fields.
 */
export const refundNotificationSchema = refundFactsSchema.extend({
  mchNo: id,
  appId: id,
  mchRefundNo: id,
  refundAmount: wholeNumber.pipe(z.int().positive()),
  reqTime: wholeNumber,
});

export type RefundData = z.infer<typeof refundDataSchema>;
export type RefundFacts = z.infer<typeof refundFactsSchema>;
