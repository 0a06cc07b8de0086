import type { NotificationAnswer, NotificationMeaning, NotificationReading, RawNotification } from "../connector.ts";
import type { PayeaseCall } from "./account.ts";
import { amountFromText } from "./amount.ts";
import { headerOf, isSigned, openMessage } from "./answer.ts";
import { readDateTime } from "./date-time.ts";
import type { PayeaseFields } from "./fields.ts";
import { REFUND_STATUS, refundFault } from "./outcome.ts";
import { refundNotificationSchema } from "./wire.ts";

type Account = Pick<PayeaseCall, "account">;

/** The key of a message travels in a header; the others say whose it is. */
export const NOTIFICATION_HEADERS = ["encryptkey", "merchantid", "requestid"] as const;

/** Encrypted and signed like an answer. Nothing tells a wrong key from a wrong envelope or a wrong signature. */
export function readNotification(call: Account, raw: RawNotification): NotificationReading {
  const opened = openMessage(raw, call);
  if (opened.kind === "plain") return { verdict: "unreadable" };
  if (opened.kind === "bad_envelope" || !isSigned(opened.fields, call)) return { verdict: "bad_signature" };
  if (hasForeignHeader(raw.headers, opened.fields)) return { verdict: "bad_signature" };
  return { verdict: "verified", meaning: meaningOf(opened.fields, call) };
}

export function acknowledge(answer: "stored" | "not_stored"): NotificationAnswer {
  // PayEase looks for "success" anywhere in the text, in any letter case.
  return answer === "stored"
    ? { status: 200, contentType: "text/plain", body: "SUCCESS" }
    : { status: 503, contentType: "text/plain", body: "FAIL" };
}

/** Nobody signs the headers: one that differs from the signed body was changed on the way. */
function hasForeignHeader(headers: RawNotification["headers"], fields: PayeaseFields): boolean {
  return ["merchantId", "requestId"].some((name) => {
    const said = headerOf(headers, name);
    return said !== "" && said !== fields[name];
  });
}

/** Signed, yet not as documented: people should see it, and nothing may come of it. */
function meaningOf(fields: PayeaseFields, { account }: Account): NotificationMeaning {
  const said = refundNotificationSchema.safeParse(fields);
  if (!said.success) {
    const names = new Set(said.error.issues.map(({ path }) => String(path[0])));
    return { kind: "other", about: `a refund with unexpected ${[...names].join(", ")}` };
  }
  const { merchantId, requestId, orderRequestId, refundId, refundStatus, refundCompleteTime } = said.data;
  const amount = amountFromText(said.data.amount, said.data.currency, account.settings.amountFormat);
  if (!amount) return { kind: "other", about: "a refund with unexpected amount" };
  return {
    kind: "refund_result",
    reference: requestId,
    result: REFUND_STATUS[refundStatus],
    amount,
    gatewayPaymentRef: orderRequestId,
    gatewayRef: refundId,
    fee: null,
    fault: refundFault(refundStatus),
    endedAt: readDateTime(refundCompleteTime, account.settings.timeZone),
    mismatch: merchantId === account.credentials.merchantId ? null : "merchantId",
  };
}
