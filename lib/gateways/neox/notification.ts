import type { z } from "zod";
import type { NotificationAnswer, NotificationMeaning, NotificationReading, RawNotification } from "../connector.ts";
import { readStrictForm } from "../strict-form.ts";
import { readStrictObject } from "../strict-json.ts";
import type { NeoxCall } from "./account.ts";
import { dong, faultOf } from "./outcome.ts";
import { transactionReport } from "./pay-outcome.ts";
import { hashedFields, type NeoxFields, type NeoxMessage, verifySecureHash } from "./signature.ts";
import { payReportSchema, type RefundNotification, refundNotificationSchema } from "./wire.ts";

/**
 * NeoX posts to the one address it knows for a merchant: results of refunds, and payments as well. What it says of
 * a payment comes a second way, too: as the query with which it sends the payer back.
 */
export function readNotification(call: Omit<NeoxCall, "http">, raw: RawNotification): NotificationReading {
  const { merchantCode, secretKey } = call.account.credentials;
  const fields = readFields(raw);
  if (!fields) return { verdict: "unreadable" };
  const message = messageOf(fields.neo_Command);
  if (!hasPlainValues(message, fields)) return { verdict: "unreadable" };
  if (!verifySecureHash(message, fields, secretKey)) return { verdict: "bad_signature" };
  if (fields.neo_Command === "PAY") return { verdict: "verified", meaning: paymentMeaning(fields, merchantCode) };
  if (fields.neo_Command !== "REFUND")
    return { verdict: "verified", meaning: { kind: "other", about: aboutOf(fields) } };

  const parsed = refundNotificationSchema.safeParse(fields);
  if (!parsed.success) return { verdict: "verified", meaning: wrongFields("REFUND", parsed.error) };
  if (isCutAnew(parsed.data, merchantCode)) return { verdict: "bad_signature" };
  return { verdict: "verified", meaning: meaningOf(parsed.data, merchantCode) };
}

export function acknowledge(answer: "stored" | "not_stored"): NotificationAnswer {
  return answer === "stored"
    ? { status: 200, contentType: "application/json", body: '{"respcode":0,"respmsg":"received"}' }
    : { status: 503, contentType: "application/json", body: '{"respcode":1,"respmsg":"not stored, send again"}' };
}

/** By what the body looks like, because the content type of the documents is only inferred. */
function readFields({ body, query }: RawNotification): NeoxFields | undefined {
  if (body.length === 0) return readReturn(query);
  const text = body.toString("latin1");
  return text.trimStart().startsWith("{") ? readStrictObject(body) : readStrictForm(text);
}

/** Only payments come back by way of the payer. */
function readReturn(query: string): NeoxFields | undefined {
  const fields = readStrictForm(query);
  return fields?.neo_Command === "PAY" ? fields : undefined;
}

function messageOf(command: unknown): NeoxMessage {
  return command === "PAY" ? "PAY_NOTIFICATION" : "REFUND_NOTIFICATION";
}

/** No documented field is a list or an object; text of a list could be cut anew. */
function hasPlainValues(message: NeoxMessage, fields: NeoxFields): boolean {
  return hashedFields(message, fields).every(([, value]) => value === null || typeof value !== "object");
}

function aboutOf(fields: NeoxFields): string {
  return typeof fields.neo_Command === "string" && /^[A-Z_]{1,20}$/.test(fields.neo_Command)
    ? fields.neo_Command
    : "unknown";
}

/** Signed, yet not as documented: people should see it, and nothing may come of it. */
function wrongFields(command: "PAY" | "REFUND", error: z.ZodError): NotificationMeaning {
  const names = new Set(error.issues.map(({ path }) => String(path[0])));
  return { kind: "other", about: `${command} with unexpected ${[...names].join(", ")}` };
}

/**
 * Nothing is booked on this: a failure can be cut anew into a success (the token of a card stands before the code),
 * and no payment is listed in it. It says that the gateway should be asked now.
 */
function paymentMeaning(fields: NeoxFields, merchantCode: string): NotificationMeaning {
  const parsed = payReportSchema.safeParse(fields);
  if (!parsed.success) return wrongFields("PAY", parsed.error);
  const mismatch = parsed.data.neo_MerchantCode === merchantCode ? null : "neo_MerchantCode";
  return { kind: "payment_result", ...transactionReport(parsed.data), mismatch };
}

function meaningOf(sent: RefundNotification, merchantCode: string): NotificationMeaning {
  const succeeded = sent.neo_ResponseCode === 0;
  return {
    kind: "refund_result",
    reference: sent.neo_RequestID,
    result: succeeded ? "succeeded" : "failed",
    amount: dong(sent.neo_Amount),
    gatewayPaymentRef: sent.neo_PaymentID,
    gatewayRef: sent.neo_TransactionID,
    fee: dong(sent.neo_Fee),
    fault: succeeded ? null : faultOf(sent.neo_ResponseCode, sent.neo_ResponseMsg),
    mismatch: sent.neo_MerchantCode === merchantCode ? null : "neo_MerchantCode",
  };
}

/**
 * The hash joins values without separators, so that a captured message still verifies when its fields are cut at
 * other places (G06). Fee, merchant, order and payment stand behind each other: where this text also has a cut
 * with our merchant code in it, a different code is no message of NeoX.
 */
function isCutAnew(sent: RefundNotification, merchantCode: string): boolean {
  if (sent.neo_MerchantCode === merchantCode) return false;
  const text = `${sent.neo_Fee}${sent.neo_MerchantCode}${sent.neo_OrderID}${sent.neo_PaymentID}`;
  const digits = /^\d+/.exec(text)?.[0].length ?? 0;
  return Array.from({ length: digits }, (_, index) => index + 1).some((cut) => text.startsWith(merchantCode, cut));
}
