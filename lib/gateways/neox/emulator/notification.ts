import type { Message } from "../../emulator-kit/delivery.ts";
import { readStrictObject } from "../../strict-json.ts";
import { type Fields, neoxHash } from "./protocol.ts";
import type { Merchant, Payment, RefundTruth } from "./truth.ts";

export type NotificationKind = "genuine" | "forged";

/** The result of a refund as NeoX posts it: signed in upper case, neo_RequestID included. */
export function refundNotification(
  merchant: Merchant,
  refund: RefundTruth,
  payment: Payment | undefined,
  { kind = "genuine", fields = {} }: { readonly kind?: NotificationKind; readonly fields?: Fields } = {},
): Message {
  const message: Fields = {
    neo_MerchantCode: refund.merchantCode,
    neo_Command: "REFUND",
    neo_OrderID: payment?.orderId ?? "",
    neo_PaymentID: refund.paymentId,
    neo_RequestID: refund.requestId,
    neo_TransactionID: refund.notificationTransactionId,
    neo_Amount: refund.amount,
    neo_Fee: merchant.settings.fee,
    neo_Version: "1",
    neo_ResponseCode: refund.resultCode,
    neo_ResponseMsg: refund.resultCode === 0 ? "Success" : "Refund failed",
    ...fields,
  };
  const secretKey = kind === "forged" ? "not-the-key-of-this-merchant" : merchant.secretKey;
  return encode(merchant, { ...message, neo_SecureHash: neoxHash(message, secretKey, []).toUpperCase() });
}

/** What came of a payment. `beside` goes with it and is not hashed. */
export function payNotification(merchant: Merchant, report: Fields, beside: Fields): Message {
  const neo_SecureHash = neoxHash(report, merchant.secretKey, []).toUpperCase();
  return encode(merchant, { ...report, ...beside, neo_SecureHash });
}

/** `{"respcode":0}`; anything else means: send it again. */
export function isAcknowledged({ body }: { readonly body: string }): boolean {
  return readStrictObject(Buffer.from(body))?.respcode === 0;
}

function encode(merchant: Merchant, fields: Fields): Message {
  const url = merchant.notificationUrl ?? "";
  if (merchant.settings.notificationContentType === "json") {
    return { url, headers: { "content-type": "application/json" }, body: JSON.stringify(fields) };
  }
  const pairs = Object.entries(fields).map(([name, value]) => [name, String(value ?? "")]);
  return {
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(pairs).toString(),
  };
}
