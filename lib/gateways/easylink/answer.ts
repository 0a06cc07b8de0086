import type { Fault, HttpOutcome, LostCause, NotSentCause } from "../connector.ts";
import { gatewayText } from "../redaction.ts";
import { readStrictObject } from "../strict-json.ts";
import type { EasylinkCall } from "./account.ts";
import { refusesRequest, refusesUs } from "./refusals.ts";
import { type EasylinkFields, verifySign } from "./signature.ts";
import { answerSchema } from "./wire.ts";

export type Account = Pick<EasylinkCall, "account">;

export type Answer =
  /** Code 0 and a sign that holds over all of `data`. */
  | { readonly kind: "signed"; readonly data: EasylinkFields }
  /** Any other code: nobody signs these. `message` is as it came, for comparison only. */
  | { readonly kind: "refused"; readonly fault: Fault; readonly message: string; readonly httpStatus: number }
  | { readonly kind: "not_sent"; readonly cause: NotSentCause }
  | { readonly kind: "lost"; readonly cause: LostCause; readonly httpStatus: number | null };

/**
 * A no may come with status 200 or 4xx, a yes only with 200. A 5xx says nothing about the refund, whatever its
 * body claims: it may come from a machine in between.
 */
export function readAnswer(http: HttpOutcome, { account }: Account): Answer {
  if (http.kind === "not_sent") return http;
  if (http.kind === "lost") return { kind: "lost", cause: http.cause, httpStatus: null };

  const { status } = http;
  const lost = (cause: LostCause): Answer => ({ kind: "lost", cause, httpStatus: status });
  const refusable = status >= 400 && status < 500;
  if (status !== 200 && !refusable) return lost("http_status");

  const read = answerSchema.safeParse(readStrictObject(http.body));
  if (!read.success) return lost(refusable ? "http_status" : "unreadable");
  const { code, msg, data, sign } = read.data;
  if (code !== 0) return { kind: "refused", ...refusal(code, msg ?? "", { account }), httpStatus: status };
  if (refusable) return lost("http_status");
  if (!isObject(data)) return lost("unreadable");
  return verifySign(data, sign, account.credentials.appSecret) ? { kind: "signed", data } : lost("bad_signature");
}

function refusal(code: number, message: string, { account }: Account): { fault: Fault; message: string } {
  const text = gatewayText(message, [account.credentials.appSecret]);
  const said = {
    refusesRequest: refusesRequest(message, account.settings),
    ...(refusesUs(message) && { refusesUs: true }),
  };
  return { fault: { code: String(code), text, ...said }, message };
}

function isObject(value: unknown): value is EasylinkFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
