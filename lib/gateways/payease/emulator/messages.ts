import type { Message } from "../../emulator-kit/delivery.ts";
import type { EmulatorAnswer } from "../../emulator-kit/server.ts";
import { writeAmount } from "./amount.ts";
import { dateTime, type Fields, hmacOf, seal } from "./protocol.ts";
import type { Merchant, Payment, RefundTruth } from "./truth.ts";

export type Manner = "genuine" | "forged" | "wrong_key";

/** What PayEase says of a refund in every message about it. */
export function fieldsOf({ settings }: Merchant, refund: RefundTruth): Fields {
  const { merchantId, orderRequestId, requestId, refundId, bankNumber, amountMinor, currency, remark } = refund;
  return {
    merchantId,
    orderRequestId,
    requestId,
    bankNumber,
    refundId,
    amount: writeAmount(amountMinor, currency, settings.amountFormat),
    currency,
    refundSubmissionTime: dateTime(Date.parse(refund.takenAt), settings.timeZone),
    remark,
  };
}

const REFUND_STATUS = { pending: "PROCESSING", succeeded: "SUCCESS", failed: "FAILED" } as const;

/** How far it is: in the answer to a query and in a notification. */
export function progressOf({ settings }: Merchant, { status, settledAt }: RefundTruth): Fields {
  const completed = settledAt === null ? "" : dateTime(Date.parse(settledAt), settings.timeZone);
  return { refundStatus: REFUND_STATUS[status], refundCompleteTime: completed };
}

export function orderFieldsOf({ settings }: Merchant, payment: Payment): Fields {
  const day = payment.orderRequestId.replace(/^(\d{4})(\d\d)(\d\d).*$/, "$1-$2-$3");
  return {
    status: "SUCCESS",
    merchantId: payment.merchantId,
    requestId: payment.orderRequestId,
    pstatus: payment.status,
    pstatusDescription: payment.status,
    paymentModeAlias: payment.paymentModeAlias,
    orderCurrency: payment.currency,
    orderAmount: writeAmount(payment.amountMinor, payment.currency, settings.amountFormat),
    submissionTime: `${day} 10:00:00`,
    completeDateTime: payment.status === "SUCCESS" ? `${day} 10:00:30` : "",
    bankNumber: "245678",
    serialNumber: payment.orderRequestId.replace(/\D/g, ""),
  };
}

/** Signed by the platform, encrypted for the merchant. */
export function signedAnswer(merchant: Merchant, fields: Fields, manner: Manner = "genuine"): EmulatorAnswer {
  return sealedAnswer(merchant, sign(merchant, fields, manner), { wrongKey: manner === "wrong_key" });
}

export type No = { readonly code: string; readonly text: string; readonly cause?: string };

/** An error carries no hmac. Plain where the merchant says so, or where nobody knows whom to encrypt it for. */
export function errorAnswer(merchant: Merchant | undefined, no: No, merchantId: string, requestId: string) {
  const fields = { cause: no.cause ?? "", code: no.code, error: no.text, merchantId, status: "ERROR" };
  if (merchant?.settings.errorBody !== "encrypted")
    return {
      status: merchant?.settings.errorStatus ?? 200,
      contentType: "application/json",
      body: JSON.stringify(fields),
    };
  const answer = sealedAnswer(merchant, JSON.stringify(fields), { requestId });
  return { ...answer, status: merchant.settings.errorStatus };
}

/** To the address that the request named, encrypted and signed like an answer. */
export function refundNotification(
  merchant: Merchant,
  refund: RefundTruth,
  { manner = "genuine", fields = {} }: { readonly manner?: Manner; readonly fields?: Fields } = {},
): Message {
  const said = { ...fieldsOf(merchant, refund), ...progressOf(merchant, refund), ...fields };
  const sealed = sealedAnswer(merchant, sign(merchant, said, manner), { wrongKey: manner === "wrong_key" });
  return {
    url: refund.notifyUrl,
    headers: { "content-type": sealed.contentType, ...sealed.headers },
    body: sealed.body,
  };
}

/** Anything with "success" in it, in any letter case. */
export function isAcknowledged({ body }: { readonly body: string }): boolean {
  return body.toLowerCase().includes("success");
}

function sign({ platformKeyPem, settings }: Merchant, fields: Fields, manner: Manner): string {
  const hmac = hmacOf(fields, platformKeyPem);
  const content = JSON.stringify({ ...fields, hmac: manner === "forged" ? tampered(hmac) : hmac });
  const amount = JSON.stringify(fields.amount);
  return settings.amountsAs === "text" ? content : content.replace(`"amount":${amount}`, `"amount":${fields.amount}`);
}

/** Still base64, and of the right length. */
function tampered(hmac: string): string {
  return (hmac.startsWith("A") ? "B" : "A") + hmac.slice(1);
}

type Sealing = { readonly requestId?: string; readonly wrongKey?: boolean };

function sealedAnswer(merchant: Merchant, content: string, { requestId, wrongKey = false }: Sealing): EmulatorAnswer {
  const { settings, publicKeyPem, merchantId } = merchant;
  const { encryptKey, data } = seal(content, publicKeyPem, wrongKey);
  const headers = {
    encryptKey,
    merchantId,
    requestId: requestId ?? JSON.parse(content).requestId,
    ...(settings.partnerId === null ? {} : { partnerId: settings.partnerId }),
  };
  return {
    status: 200,
    contentType: settings.contentType,
    headers: settings.headerCase === "lower" ? lowered(headers) : headers,
    body: settings.bodyFormat === "json" ? JSON.stringify({ data }) : data,
  };
}

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
