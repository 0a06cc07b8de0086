import type { EmulatorSettings } from "./control-schema.ts";
import { NOT_HASHED_IN_PAY } from "./pay-protocol.ts";
import { decodeReceiver, type Fields, neoxHash, type RefundFields } from "./protocol.ts";
import type { Merchant, RefundRequest, Truth } from "./truth.ts";

/** A no: its code, and why, in words for whoever reads the answer. */
export type No = { readonly code: number; readonly text: string };

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly no: No };

/** Who asks, and whether the hash is theirs. `shapeError` tells which documented field is missing or wrong. */
export function checkSender(
  truth: Truth,
  fields: Fields,
  shapeError: { readonly message: string } | undefined,
): Outcome<Merchant> {
  const merchant = truth.merchants.get(String(fields.neo_MerchantCode));
  if (!merchant) return { ok: false, no: { code: 1, text: "Merchant not found" } };
  const says = (what: keyof EmulatorSettings["codes"], text: string) => refuse(merchant, what, text);
  if (shapeError) return says("request", "Invalid request");
  const expected = neoxHash(fields, merchant.secretKey, leftOut(merchant, fields.neo_Command));
  if (String(fields.neo_SecureHash).toLowerCase() !== expected) return says("hash", "Invalid neo_SecureHash");
  return { ok: true, value: merchant };
}

function leftOut({ settings }: Merchant, command: unknown): readonly string[] {
  if (command === "PAY") return NOT_HASHED_IN_PAY;
  return command === "REFUND" && !settings.refundHashIncludesRequestId ? ["neo_RequestID"] : [];
}

/** Whether this payment can give back this amount to this receiver, now. */
export function checkRefund(truth: Truth, merchant: Merchant, fields: RefundFields): Outcome<RefundRequest> {
  const says = (what: keyof EmulatorSettings["codes"], text: string) => refuse(merchant, what, text);
  const known = truth.refundOfRequest(fields.neo_RequestID);
  if (known && merchant.settings.duplicateRequest === "refuse") return says("duplicate", "neo_RequestID duplicated");

  const payment = truth.payment(merchant.code, fields.neo_PaymentID);
  if (!payment) return says("payment", "Payment not found");
  if (payment.status !== "SUCCESS") return says("payment", `Payment is ${payment.status}`);

  const receiver = fields.neo_Receiver === undefined ? null : decodeReceiver(fields.neo_Receiver);
  if (receiver === undefined) return says("receiver", "Invalid neo_Receiver");
  if (needsReceiver(merchant, payment.paymentMethod) && !receiver) return says("receiver", "neo_Receiver is required");

  const free = payment.amount - payment.refundedAmount - payment.pendingAmount;
  if (fields.neo_Amount > free) return says("amount", "neo_Amount exceeds the refundable amount");
  const { neo_RequestID: requestId, neo_PaymentID: paymentId, neo_Amount: amount } = fields;
  return { ok: true, value: { merchantCode: merchant.code, requestId, paymentId, amount, receiver } };
}

/** What NeoX may tolerate, but a careful client does not do. */
export function refundViolations(truth: Truth, merchant: Merchant, fields: RefundFields): string[] {
  const wrong: string[] = [];
  const method = truth.payment(merchant.code, fields.neo_PaymentID)?.paymentMethod;
  const sentBefore = truth.submittedBefore(fields.neo_RequestID);
  if (sentBefore) wrong.push("neo_RequestID was sent before");
  if (fields.neo_Receiver !== undefined && method !== undefined && !needsReceiver(merchant, method)) {
    wrong.push(`neo_Receiver for a payment by ${method}`);
  }
  return wrong;
}

function needsReceiver(merchant: Merchant, method: string): boolean {
  return method === "QR" || (method === "WALLET" && merchant.settings.receiverForWallet === "required");
}

function refuse(merchant: Merchant, what: keyof EmulatorSettings["codes"], text: string): { ok: false; no: No } {
  return { ok: false, no: { code: merchant.settings.codes[what], text } };
}
