import { isReference } from "#lib/domain/ids.ts";
import type { RefundOutcome, RefundQuery, RefundQueryOutcome, RefundRequest } from "../connector.ts";
import type { PayeaseCall } from "./account.ts";
import { amountToText } from "./amount.ts";
import { CURRENCIES } from "./currencies.ts";
import { queryOutcome, refundOutcome } from "./outcome.ts";
import { cleanRemark, hasForbiddenCharacters } from "./reason.ts";
import { ORDER_REQUEST_ID, type RefundFields, refundQueryRequest, refundRequest } from "./wire.ts";

const LONGEST = { orderRequestId: 80, notifyUrl: 200 };

export async function refund(call: PayeaseCall, request: RefundRequest): Promise<RefundOutcome> {
  const fields = refundFields(call, request);
  if (!fields) return { kind: "not_sent", cause: "invalid_locally" };
  return refundOutcome(await call.http(refundRequest(call, fields)), call, request);
}

/** Asks by our own number. An account whose contract has no refund query waits for notifications and people (F12). */
export async function queryRefund(call: PayeaseCall, query: RefundQuery): Promise<RefundQueryOutcome> {
  if (!call.account.settings.refundQuery) return { kind: "no_answer", cause: "not_licensed", fault: null };
  if (!isReference(query.reference)) return { kind: "no_answer", cause: "invalid_locally", fault: null };
  const fields = { merchantId: call.account.credentials.merchantId, requestId: query.reference };
  return queryOutcome(await call.http(refundQueryRequest(call, fields)), call, query);
}

/** The request as PayEase wants it, or nothing where it could only be wrong. */
function refundFields({ account }: PayeaseCall, request: RefundRequest): RefundFields | undefined {
  const { payment, receiver, reference, reason } = request;
  const amount = amountOf(request, account.settings.amountFormat);
  const orderRequestId = payment.gatewayPaymentRef ?? "";
  const notifyUrl = (account.settings.notifyUrl ?? account.notificationUrl).trim();
  if (amount === undefined || receiver !== null || !isReference(reference)) return undefined;
  if (!ORDER_REQUEST_ID.test(orderRequestId) || orderRequestId.length > LONGEST.orderRequestId) return undefined;
  if (notifyUrl.length > LONGEST.notifyUrl || hasForbiddenCharacters(notifyUrl)) return undefined;

  const remark = cleanRemark(reason);
  const { merchantId } = account.credentials;
  const fields = { merchantId, orderRequestId, requestId: reference, amount, notifyUrl };
  return remark === "" ? fields : { ...fields, remark };
}

function amountOf({ amount, payment }: RefundRequest, format: Parameters<typeof amountToText>[1]): string | undefined {
  if (!CURRENCIES.includes(amount.currency) || payment.currency !== amount.currency) return undefined;
  return amountToText(amount, format);
}
