import type { NotificationAnswer, NotificationReading, RawNotification } from "#lib/gateways/connector.ts";
import { readStrictObject } from "#lib/gateways/strict-json.ts";
import type { ExamplepayCall } from "./account.ts";
import { failureOf, STATES } from "./outcome.ts";
import { verify } from "./signature.ts";
import { notificationSchema } from "./wire.ts";

/** Without these a stored message could not be read again. */
export const SIGNED_HEADERS = ["x-signature"];

/** The signature first: nothing of a stranger's message is believed, whatever it says. */
export function readNotification(
  { account }: Pick<ExamplepayCall, "account">,
  { headers, body }: RawNotification,
): NotificationReading {
  const { merchantId, secret } = account.credentials;
  if (!verify(body, headers["x-signature"], secret)) return { verdict: "bad_signature" };
  const said = notificationSchema.safeParse(readStrictObject(body));
  if (!said.success) return { verdict: "verified", meaning: { kind: "other", about: "a message of another shape" } };
  const { data } = said;
  return {
    verdict: "verified",
    meaning: {
      kind: "refund_result",
      reference: data.reference,
      result: STATES[data.state],
      amount: { minor: BigInt(data.amount_minor), currency: data.currency },
      gatewayPaymentRef: null,
      gatewayRef: data.refund,
      fee: null,
      fault: data.state === "failed" ? failureOf(data) : null,
      mismatch: data.merchant === merchantId ? null : "merchant",
    },
  };
}

/** ExamplePay stops sending when it reads these two bytes. */
export function acknowledge(answer: "stored" | "not_stored"): NotificationAnswer {
  return answer === "stored"
    ? { status: 200, contentType: "text/plain", body: "ok" }
    : { status: 503, contentType: "text/plain", body: "later" };
}
