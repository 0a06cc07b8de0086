import { createPrivateKey, createPublicKey } from "node:crypto";
import type { Fault, HttpOutcome, LostCause, NotSentCause } from "../connector.ts";
import { gatewayText } from "../redaction.ts";
import { readStrictObject } from "../strict-json.ts";
import type { PayeaseCall } from "./account.ts";
import { openEnvelope } from "./envelope.ts";
import { type PayeaseFields, readFields } from "./fields.ts";
import { verifyHmac } from "./signature.ts";
import { errorSchema } from "./wire.ts";

/** An answer before anybody looks at what it says about a refund. */
export type Answer =
  /** Signed by the platform. */
  | { readonly kind: "signed"; readonly fields: PayeaseFields }
  /** Says whose it is, and it is not ours. */
  | { readonly kind: "mismatch"; readonly field: string }
  | { readonly kind: "refused"; readonly fault: Fault; readonly httpStatus: number }
  | { readonly kind: "not_sent"; readonly cause: NotSentCause }
  | { readonly kind: "lost"; readonly cause: LostCause; readonly httpStatus: number | null };

export type Message = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** The codes that refuse the request itself: with proof of absence they mean failed. All others call a person. */
const REFUSES_REQUEST: ReadonlySet<string> = new Set([
  ...["01", "02", "03", "04", "05", "06", "07", "08", "09", "13", "21", "22", "23", "24", "53", "54"].map(
    (number) => `EH01000${number}`,
  ),
  "E1004016",
]);

/** The merchant's status, its contract, the list of addresses. */
const REFUSES_US: ReadonlySet<string> = new Set(["EH0100020", "EH0100021", "EH0100022"]);

/** What a request must find in its answer's header and body. */
type Sent = { readonly merchantId: string; readonly requestId: string };

/**
 * A no may come with status 200 or 4xx, a yes only with 200. A 5xx says nothing about the refund, whatever its
 * body claims: it may come from a machine in between.
 */
export function readAnswer(http: HttpOutcome, call: Pick<PayeaseCall, "account">, sent: Sent): Answer {
  if (http.kind === "not_sent") return http;
  if (http.kind === "lost") return { kind: "lost", cause: http.cause, httpStatus: null };

  const { status } = http;
  const refusable = status >= 400 && status < 500;
  const lost = (cause: LostCause): Answer => ({ kind: "lost", cause, httpStatus: status });
  if (status !== 200 && !refusable) return lost("http_status");

  const opened = openMessage(http, call);
  if (opened.kind === "bad_envelope") return lost("bad_signature");
  const fields = opened.kind === "opened" ? opened.fields : opened.plain;
  const no = errorSchema.safeParse(fields);
  const yes = opened.kind === "opened" && fields?.status === "SUCCESS";
  if (!fields || !(no.success || yes)) return lost(refusable ? "http_status" : "unreadable");
  // Nobody signs a no; one that carries a signature all the same must carry a good one.
  if ((yes || fields.hmac) && !isSigned(fields, call)) return lost("bad_signature");

  const foreign = foreignField(http.headers, fields, sent);
  if (foreign) return { kind: "mismatch", field: foreign };
  if (no.success) return { kind: "refused", fault: faultOf(no.data), httpStatus: status };
  return refusable ? lost("http_status") : { kind: "signed", fields };
}

type Opened =
  | { readonly kind: "opened"; readonly fields: PayeaseFields }
  /** No envelope: an error may come plain, where the platform could not tell whom to encrypt it for. */
  | { readonly kind: "plain"; readonly plain: PayeaseFields | undefined }
  /** Whatever is wrong with an envelope, it is this. */
  | { readonly kind: "bad_envelope" };

/** `{"data":"…"}` or the bare base64, with the key in a header. */
export function openMessage({ headers, body }: Message, { account }: Pick<PayeaseCall, "account">): Opened {
  const plain = readStrictObject(body);
  const data = plain ? plain.data : body.toString("latin1").trim();
  const encryptKey = headerOf(headers, "encryptKey");
  if (encryptKey === "" || typeof data !== "string") return { kind: "plain", plain };

  const bytes = openEnvelope({ encryptKey, data }, createPrivateKey(account.credentials.privateKeyPem));
  const fields = bytes && readFields(bytes);
  return fields ? { kind: "opened", fields } : { kind: "bad_envelope" };
}

export function isSigned(fields: PayeaseFields, { account }: Pick<PayeaseCall, "account">): boolean {
  return verifyHmac(fields, createPublicKey(account.credentials.platformCertificatePem));
}

/** Header names come in any letter case; a header that is missing is an empty one. */
export function headerOf(headers: Message["headers"], name: string): string {
  const found = Object.entries(headers).find(([candidate]) => candidate.toLowerCase() === name.toLowerCase());
  return found?.[1] ?? "";
}

/** The first place where header or body name somebody else's request (E10). */
function foreignField(headers: Message["headers"], fields: PayeaseFields, sent: Sent): string | undefined {
  const said = (["merchantId", "requestId"] as const).flatMap((name) => [
    { place: `${name} in the header`, value: headerOf(headers, name), ours: sent[name] },
    { place: name, value: fields[name] ?? "", ours: sent[name] },
  ]);
  return said.find(({ value, ours }) => value !== "" && value !== ours)?.place;
}

function faultOf({ code, error, cause }: { code: string; error?: string | null; cause?: string | null }): Fault {
  const text = [error, cause].filter(Boolean).join(": ");
  return {
    code,
    text: gatewayText(text),
    refusesRequest: REFUSES_REQUEST.has(code),
    ...(REFUSES_US.has(code) && { refusesUs: true }),
  };
}
