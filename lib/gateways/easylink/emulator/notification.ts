import type { Message } from "../../emulator-kit/delivery.ts";
import { refundFacts } from "./data.ts";
import { easylinkSign, type Fields } from "./protocol.ts";
import type { RefundTruth, Truth } from "./truth.ts";

type Difference = { readonly kind?: "genuine" | "forged"; readonly fields?: Fields };

/** Built from what does not change any more: time and sign are the same in every try. Nothing without an address. */
export function refundNotification(
  truth: Truth,
  refund: RefundTruth,
  { kind = "genuine", fields = {} }: Difference = {},
): Message | undefined {
  const merchant = truth.merchants.get(refund.mchNo);
  const app = truth.apps.get(refund.appId);
  if (!merchant || !app || !refund.notifyUrl) return undefined;

  const reqTime = refund.endedAt ?? Date.now();
  const message: Fields = { ...refundFacts(refund), reqTime, ...fields };
  const sign = easylinkSign(message, kind === "forged" ? "not-the-secret-of-this-app" : app.appSecret);
  return encode(refund.notifyUrl, merchant.settings.notificationForm, { ...message, sign });
}

/** The upstream looks at the text alone, in any letter case, and trims nothing. */
export function isAcknowledged({ body }: { readonly body: string }): boolean {
  return body.toLowerCase() === "success";
}

/** All values are text. Older upstreams put them into the address and sent an empty body. */
function encode(notifyUrl: string, form: "form" | "query" | "json", fields: Fields): Message {
  const texts = Object.entries(fields).map(([name, value]) => [name, String(value)]);
  const encoded = new URLSearchParams(texts).toString();
  switch (form) {
    case "form":
      return { url: notifyUrl, headers: { "content-type": "application/x-www-form-urlencoded" }, body: encoded };
    case "query":
      return { url: `${notifyUrl}${notifyUrl.includes("?") ? "&" : "?"}${encoded}`, headers: {}, body: "" };
    case "json":
      return {
        url: notifyUrl,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(Object.fromEntries(texts)),
      };
  }
}
