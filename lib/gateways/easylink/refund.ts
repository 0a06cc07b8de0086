import { isReference } from "#lib/domain/ids.ts";
import type { PaymentRefs, RefundOutcome, RefundQuery, RefundQueryOutcome, RefundRequest } from "../connector.ts";
import type { EasylinkCall } from "./account.ts";
import { queryOutcome, refundOutcome } from "./outcome.ts";
import { isCleanReason } from "./reason.ts";
import { EASYLINK_ID, type QueryFields, type RefundFields, signedRequest } from "./wire.ts";

const LONGEST_NOTIFY_URL = 128;

export async function refund(call: EasylinkCall, request: RefundRequest): Promise<RefundOutcome> {
  const fields = refundFields(call, request);
  if (!fields) return { kind: "not_sent", cause: "invalid_locally" };
  const http = await call.http(signedRequest(call, "refundOrder", fields));
  return refundOutcome(http, call, request);
}

/** By our number alone: theirs would win, and may be missing. */
export async function queryRefund(call: EasylinkCall, query: RefundQuery): Promise<RefundQueryOutcome> {
  if (!isReference(query.reference)) return { kind: "no_answer", cause: "invalid_locally", fault: null };
  const { mchNo, appId } = call.account.credentials;
  const fields: QueryFields = { mchNo, appId, mchRefundNo: query.reference, ...envelope(call) };
  return queryOutcome(await call.http(signedRequest(call, "query", fields)), call, query);
}

/** The request as easylink wants it, or nothing where it could only be wrong. */
function refundFields(call: EasylinkCall, request: RefundRequest): RefundFields | undefined {
  const { amount, payment, receiver, reference, reason } = request;
  const { credentials, settings } = call.account;
  const order = orderOf(payment);
  if (!settings.currencies.includes(amount.currency) || payment.currency !== amount.currency) return undefined;
  if (amount.minor < 1n || amount.minor > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  if (!isReference(reference) || !isCleanReason(reason) || receiver !== null || !order) return undefined;

  return {
    mchNo: credentials.mchNo,
    appId: credentials.appId,
    ...order,
    mchRefundNo: reference,
    refundAmount: Number(amount.minor),
    currency: amount.currency,
    refundReason: reason,
    ...(settings.clientIp ? { clientIp: settings.clientIp } : {}),
    ...(canBeNotified(call) ? { notifyUrl: call.account.notificationUrl } : {}),
    ...(settings.channelExtra ? { channelExtra: JSON.stringify(settings.channelExtra) } : {}),
    extParam: reference,
    ...envelope(call),
  };
}

/** easylink takes addresses of up to 128 characters; without one it is asked all the same. */
export function canBeNotified({ account }: Pick<EasylinkCall, "account">): boolean {
  return account.settings.askForNotification && account.notificationUrl.length <= LONGEST_NOTIFY_URL;
}

/** One of the two is enough; where both were sent, theirs would win. */
function orderOf({ gatewayPaymentRef, gatewayTransactionRef }: PaymentRefs) {
  if (gatewayPaymentRef) return EASYLINK_ID.test(gatewayPaymentRef) ? { payOrderId: gatewayPaymentRef } : undefined;
  if (!gatewayTransactionRef || !EASYLINK_ID.test(gatewayTransactionRef)) return undefined;
  return { mchOrderNo: gatewayTransactionRef };
}

function envelope(call: EasylinkCall) {
  return { reqTime: call.now().getTime(), version: "1.0", signType: "MD5" } as const;
}
