import type {
  Fault,
  HttpOutcome,
  LostCause,
  RefundOutcome,
  RefundQuery,
  RefundQueryOutcome,
  RefundRequest,
} from "#lib/gateways/connector.ts";
import { gatewayText } from "#lib/gateways/redaction.ts";
import { readStrictObject } from "#lib/gateways/strict-json.ts";
import type { ExamplepayCall } from "./account.ts";
import { verify } from "./signature.ts";
import { errorSchema, refundSchema, type SaidRefund } from "./wire.ts";

type Account = Pick<ExamplepayCall, "account">;

/** The manual's codes for a request that is refused as it came: with proof of absence they mean failed. */
const REFUSALS = ["unknown_payment", "exceeds_balance", "bad_signature"];

export const STATES = { pending: "processing", paid: "succeeded", failed: "failed" } as const;

export function refundOutcome(http: HttpOutcome, call: Account, request: RefundRequest): RefundOutcome {
  const answer = readAnswer(http, call);
  if (answer.kind === "not_sent") return answer;
  if (answer.kind === "lost") return { kind: "outcome_lost", cause: answer.cause, httpStatus: answer.httpStatus };
  if (answer.kind === "refused") return answer;
  if (differingField(answer.said, call, request))
    return { kind: "outcome_lost", cause: "mismatch", httpStatus: answer.httpStatus };
  const { refund: gatewayRef, state } = answer.said;
  if (state === "failed") return { kind: "rejected", gatewayRef, fault: failureOf(answer.said) };
  return { kind: state === "paid" ? "succeeded" : "accepted", gatewayRef };
}

export function queryOutcome(http: HttpOutcome, call: Account, query: RefundQuery): RefundQueryOutcome {
  const answer = readAnswer(http, call);
  if (answer.kind === "not_sent" || answer.kind === "lost")
    return { kind: "no_answer", cause: answer.cause, fault: null };
  if (answer.kind === "refused")
    return answer.fault.code === "unknown_refund"
      ? { kind: "not_found" }
      : { kind: "no_answer", cause: "refused", fault: answer.fault };
  const field = differingField(answer.said, call, query);
  if (field) return { kind: "mismatch", field };
  const { refund: gatewayRef, state } = answer.said;
  return { kind: "found", state: STATES[state], gatewayRef, fault: state === "failed" ? failureOf(answer.said) : null };
}

export function failureOf({ failure }: SaidRefund): Fault {
  return { code: gatewayText(failure ?? "failed"), text: "", refusesRequest: false };
}

type Answer =
  | { readonly kind: "said"; readonly said: SaidRefund; readonly httpStatus: number }
  | { readonly kind: "lost"; readonly cause: LostCause; readonly httpStatus: number | null }
  | Extract<RefundOutcome, { kind: "refused" | "not_sent" }>;

/** A yes is signed and has status 200; a no has 4xx and no signature; anything else says nothing. */
function readAnswer(http: HttpOutcome, { account }: Account): Answer {
  if (http.kind === "not_sent") return http;
  if (http.kind === "lost") return { kind: "lost", cause: http.cause, httpStatus: null };
  const { status: httpStatus, headers, body } = http;
  const lost = (cause: LostCause): Answer => ({ kind: "lost", cause, httpStatus });
  const fields = readStrictObject(body);
  if (httpStatus >= 400 && httpStatus < 500) {
    const no = errorSchema.safeParse(fields);
    return no.success ? { kind: "refused", fault: refusal(no.data.error, account), httpStatus } : lost("http_status");
  }
  if (httpStatus !== 200) return lost("http_status");
  const said = refundSchema.safeParse(fields);
  if (!said.success) return lost("unreadable");
  if (!verify(body, headers["x-signature"], account.credentials.secret)) return lost("bad_signature");
  return { kind: "said", said: said.data, httpStatus };
}

function refusal({ code, message }: { code: string; message: string }, account: Account["account"]): Fault {
  const text = gatewayText(message, [account.credentials.secret]);
  return { code: gatewayText(code), text, refusesRequest: REFUSALS.includes(code) };
}

/** The first field that is not what we asked with: then this is the answer to somebody else (E10, E16). */
function differingField(
  said: SaidRefund,
  { account }: Account,
  { reference, amount }: RefundRequest | RefundQuery,
): string | undefined {
  const expected = {
    merchant: account.credentials.merchantId,
    reference,
    amount_minor: Number(amount.minor),
    currency: amount.currency,
  };
  const names = Object.keys(expected) as (keyof typeof expected)[];
  return names.find((name) => said[name] !== expected[name]);
}
