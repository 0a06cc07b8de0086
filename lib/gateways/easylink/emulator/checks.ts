import { MESSAGES, type MessageName } from "./messages.ts";
import { easylinkSign, type Fields, type KNOWN, ownFields } from "./protocol.ts";
import type { App, Merchant, Payment, RefundRequest, Truth } from "./truth.ts";

/** A no: what was not right, and its words. */
export type No = { readonly code: number; readonly text: string };

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly no: No };

export type Sender = { readonly merchant: Merchant; readonly app: App };

/** In the order in which the upstream names them; the first empty one is the answer. */
const REQUIRED = {
  refund: [
    "mchNo",
    "appId",
    "version",
    "signType",
    "sign",
    "reqTime",
    "mchRefundNo",
    "currency",
    "refundReason",
    "refundAmount",
  ],
  query: ["mchNo", "appId", "version", "signType", "sign", "reqTime"],
} as const;

/** Checks 1 to 6: what must be there, who asks, and whether the sign is theirs. */
export function checkSender(truth: Truth, message: keyof typeof KNOWN, fields: Fields): Outcome<Sender> {
  const merchant = truth.merchants.get(String(fields.mchNo));
  const says = (name: MessageName) => refuse(merchant, name);
  const missing = REQUIRED[message].find((name) => String(fields[name] ?? "").trim() === "");
  if (missing) return says(missing);
  if (message === "refund" && Number(fields.refundAmount) < 1) return says("amountBelowOne");

  const app = truth.apps.get(String(fields.appId));
  if (!merchant || !app) return says("unknownMerchantOrApp");
  if (!merchant.active) return says("merchantInactive");
  if (!app.active) return says("appInactive");
  if (app.mchNo !== merchant.mchNo) return says("appOfOther");
  const expected = easylinkSign(ownFields(message, fields), app.appSecret);
  if (String(fields.sign).toUpperCase() !== expected) return says("badSign");
  return isFarOff(merchant, fields) ? says("reqTimeTooFar") : { ok: true, value: { merchant, app } };
}

/** Checks 7 to 17: whether this payment can give back this amount under this number, now. */
export function checkRefund(truth: Truth, { merchant, app }: Sender, fields: Fields): Outcome<RefundRequest> {
  const { mchNo } = merchant;
  const says = (name: MessageName) => refuse(merchant, name);
  const text = (name: string) => String(fields[name] ?? "");
  if (!text("payOrderId") && !text("mchOrderNo")) return says("noOrderNumber");
  if (text("notifyUrl") && !/^https?:\/\//.test(text("notifyUrl"))) return says("notifyUrl");

  const payment = text("payOrderId")
    ? truth.payment(mchNo, text("payOrderId"))
    : truth.paymentOfOrder(mchNo, text("mchOrderNo"));
  if (!payment) return says("unknownOrder");
  const refundAmount = Number(fields.refundAmount);
  const exceeded = whatIsExceeded(truth, merchant, payment, refundAmount);
  if (exceeded) return says(exceeded);

  const mchRefundNo = text("mchRefundNo");
  const known = truth.refundOf(mchNo, mchRefundNo);
  if (known && merchant.settings.knownNumber === "refuse")
    return refuse(merchant, "numberExists", (words) => words.replace("X", mchRefundNo));
  if (!payment.channelRefunds) return says("channelCannot");
  if (isTooLong(fields)) return says("unexpected");

  const request = {
    mchNo,
    appId: app.appId,
    mchRefundNo,
    payOrderId: payment.payOrderId,
    payAmount: payment.amount,
    refundAmount,
    currency: text("currency"),
    notifyUrl: text("notifyUrl") || null,
    extParam: text("extParam"),
  };
  return { ok: true, value: request };
}

/** Checks 10 to 14. Another refund in progress is seen before the number is looked at. */
function whatIsExceeded(
  truth: Truth,
  { settings }: Merchant,
  { mchNo, payOrderId, state, amount, refundedAmount }: Payment,
  refundAmount: number,
): MessageName | undefined {
  if (state !== 2) return "orderState";
  if (refundedAmount >= amount) return "fullyRefunded";
  if (refundedAmount + refundAmount > amount) return "exceedsBalance";
  const refunds = truth.refundsOf(mchNo, payOrderId);
  if (settings.oneInFlight && refunds.some((refund) => refund.state === 1)) return "inFlight";
  const succeeded = refunds.filter((refund) => refund.state === 2);
  const sum = succeeded.reduce((total, refund) => total + refund.refundAmount, 0);
  if (sum >= amount) return "refundsComplete";
  return sum + refundAmount > amount ? "exceedsBalance" : undefined;
}

/** The columns of the upstream's tables. */
const COLUMNS = {
  mchRefundNo: 64,
  refundReason: 256,
  notifyUrl: 128,
  channelExtra: 512,
  extParam: 64,
  clientIp: 32,
} as const;

function isTooLong(fields: Fields): boolean {
  return Object.entries(COLUMNS).some(([name, longest]) => String(fields[name] ?? "").length > longest);
}

function isFarOff({ settings }: Merchant, { reqTime }: Fields): boolean {
  return settings.largestSkewMs !== null && Math.abs(Date.now() - Number(reqTime)) > settings.largestSkewMs;
}

/** Every no of the gateway's own has one code; only its words differ. */
export const BUSINESS_ERROR = 9999;

export function wordsOf(merchant: Merchant | undefined, name: MessageName): string {
  return merchant?.settings.texts[name] ?? MESSAGES[name];
}

function refuse(
  merchant: Merchant | undefined,
  name: MessageName,
  fill = (words: string) => words,
): { ok: false; no: No } {
  return { ok: false, no: { code: BUSINESS_ERROR, text: fill(wordsOf(merchant, name)) } };
}
