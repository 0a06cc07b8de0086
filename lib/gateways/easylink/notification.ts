import type { z } from "zod";
import type { NotificationAnswer, NotificationMeaning, NotificationReading, RawNotification } from "../connector.ts";
import { readStrictForm } from "../strict-form.ts";
import { readStrictObject } from "../strict-json.ts";
import type { EasylinkCredentials } from "./account.ts";
import type { Account } from "./answer.ts";
import { channelFault, endOf, STATES } from "./outcome.ts";
import { type EasylinkFields, verifySign } from "./signature.ts";
import { refundNotificationSchema } from "./wire.ts";

/** Nobody says whether the fields come as a form, in the address or as JSON: wherever they are, they are one message. */
export function readNotification({ account }: Account, raw: RawNotification): NotificationReading {
  const fields = mergedFields(raw);
  if (!fields) return { verdict: "unreadable" };
  if (!verifySign(fields, fields.sign, account.credentials.appSecret)) return { verdict: "bad_signature" };
  return { verdict: "verified", meaning: meaningOf(fields, account.credentials) };
}

/** Seven bytes; easylink looks at nothing else. */
export function acknowledge(answer: "stored" | "not_stored"): NotificationAnswer {
  return answer === "stored"
    ? { status: 200, contentType: "text/plain", body: "success" }
    : { status: 503, contentType: "text/plain", body: "fail" };
}

/** Nothing where a part cannot be read, where a name comes twice, or where a name or a value could be read in two ways. */
function mergedFields({ query, body }: RawNotification): EasylinkFields | undefined {
  const parts = [query === "" ? {} : readStrictForm(query), body.length === 0 ? {} : readBody(body)];
  const pairs = parts.flatMap((part) => (part ? Object.entries(part) : []));
  if (parts.includes(undefined) || pairs.length === 0) return undefined;
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) return undefined;
  if (pairs.some(([name, value]) => /[&=]/.test(name) || isNested(value))) return undefined;
  return Object.fromEntries(pairs);
}

function readBody(body: Buffer): EasylinkFields | undefined {
  const text = body.toString("latin1");
  return text.trimStart().startsWith("{") ? readStrictObject(body) : readStrictForm(text);
}

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Signed, yet not as documented: people should see it, and nothing may come of it. */
function meaningOf(fields: EasylinkFields, { mchNo, appId }: EasylinkCredentials): NotificationMeaning {
  const said = refundNotificationSchema.safeParse(fields);
  if (!said.success) return { kind: "other", about: wrongFieldsOf(said.error) };
  const { data } = said;
  const result = STATES[data.state] ?? "closed";
  if (result === "closed") return { kind: "other", about: "a refund that easylink closed" };
  const ours = { mchNo, appId, extParam: data.mchRefundNo };
  return {
    kind: "refund_result",
    reference: data.mchRefundNo,
    result,
    amount: { minor: BigInt(data.refundAmount), currency: data.currency.toUpperCase() },
    gatewayPaymentRef: data.payOrderId,
    gatewayRef: data.refundOrderId,
    fee: null,
    fault: result === "failed" ? channelFault(data) : null,
    endedAt: endOf(data),
    mismatch: differing({ mchNo: data.mchNo, appId: data.appId, extParam: data.extParam || data.extraParam }, ours),
  };
}

type Echo = { readonly mchNo: string; readonly appId: string; readonly extParam: string | null | undefined };

/** What came back of ours, and differs; the merchant's text may be missing. */
function differing(said: Echo, ours: Echo): string | null {
  if (said.mchNo !== ours.mchNo) return "mchNo";
  if (said.appId !== ours.appId) return "appId";
  return said.extParam && said.extParam !== ours.extParam ? "extParam" : null;
}

function wrongFieldsOf(error: z.ZodError): string {
  const names = new Set(error.issues.map(({ path }) => String(path[0])));
  return `a refund with unexpected ${[...names].join(", ")}`;
}
