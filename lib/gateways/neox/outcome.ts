import type {
  Fault,
  HttpOutcome,
  LostCause,
  NotSentCause,
  PaymentReading,
  PaymentsOutcome,
  RefundOutcome,
} from "../connector.ts";
import { gatewayText } from "../redaction.ts";
import { readStrictObject } from "../strict-json.ts";
import { answerSchema, paymentListSchema, type RefundFields, refundDataSchema } from "./wire.ts";

/**
 * The documented refusals of the request itself: with proof that nothing moved they mean failed. Every other code
 * (1, 9, 18, 19, 51, 99, -1 and those nobody documented) calls a person.
 */
const REFUSES_REQUEST: ReadonlySet<number> = new Set([30, 31, 32, 33, 34, 35, 36, 37, 40, 41, 42, 43]);

export function faultOf(code: number, text: string | null | undefined, secrets: readonly string[] = []): Fault {
  return { code: String(code), text: gatewayText(text ?? "", secrets), refusesRequest: REFUSES_REQUEST.has(code) };
}

/** Code 0 means that NeoX took the request; the result comes by notification, or shows in the refunded total. */
export function refundOutcome(http: HttpOutcome, sent: RefundFields, secrets: readonly string[]): RefundOutcome {
  const answer = readAnswer(http, secrets);
  switch (answer.kind) {
    case "not_sent":
      return answer;
    case "lost":
      return { kind: "outcome_lost", cause: answer.cause, httpStatus: answer.httpStatus };
    case "refused":
      return { kind: "refused", fault: answer.fault, httpStatus: answer.httpStatus };
    case "yes": {
      const data = refundDataSchema.safeParse(answer.fields.neo_ResponseData);
      if (!data.success) return { kind: "outcome_lost", cause: "unreadable", httpStatus: 200 };
      if (!echoesOurs(answer.fields, sent)) return { kind: "outcome_lost", cause: "mismatch", httpStatus: 200 };
      return { kind: "accepted", gatewayRef: data.data.transId };
    }
  }
}

export function paymentsOutcome(http: HttpOutcome): PaymentsOutcome {
  const answer = readAnswer(http, []);
  switch (answer.kind) {
    case "not_sent":
    case "lost":
      return { kind: "no_answer", cause: answer.cause, fault: null };
    case "refused":
      return { kind: "no_answer", cause: "refused", fault: answer.fault };
    case "yes": {
      const payments = readPayments(answer.fields.neo_ResponseData);
      return payments ? { kind: "read", payments } : { kind: "no_answer", cause: "unreadable", fault: null };
    }
  }
}

type Answer =
  | { readonly kind: "yes"; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused"; readonly fault: Fault; readonly httpStatus: number }
  | { readonly kind: "not_sent"; readonly cause: NotSentCause }
  | { readonly kind: "lost"; readonly cause: LostCause; readonly httpStatus: number | null };

/**
 * A no may come with status 200 or 4xx, a yes only with 200. A 5xx says nothing about the refund, whatever its
 * body claims: it may come from a machine in between.
 */
export function readAnswer(http: HttpOutcome, secrets: readonly string[]): Answer {
  if (http.kind === "not_sent") return http;
  if (http.kind === "lost") return { kind: "lost", cause: http.cause, httpStatus: null };

  const { status } = http;
  const refusable = status >= 400 && status < 500;
  if (status !== 200 && !refusable) return { kind: "lost", cause: "http_status", httpStatus: status };

  const fields = readStrictObject(http.body);
  const read = answerSchema.safeParse(fields);
  if (!fields || !read.success)
    return { kind: "lost", cause: refusable ? "http_status" : "unreadable", httpStatus: status };

  const { neo_ResponseCode: code, neo_ResponseMsg: text } = read.data;
  if (code !== 0) return { kind: "refused", fault: faultOf(code, text, secrets), httpStatus: status };
  return refusable ? { kind: "lost", cause: "http_status", httpStatus: status } : { kind: "yes", fields };
}

/**
 * NeoX's answer echoes nothing of a request. Where something is echoed all the same it must be ours, or this is
 * the answer to somebody else (E10, E16).
 */
function echoesOurs(fields: Readonly<Record<string, unknown>>, sent: RefundFields): boolean {
  const names = ["neo_MerchantCode", "neo_Command", "neo_RequestID", "neo_PaymentID", "neo_Amount"] as const;
  return names.every((name) => fields[name] === undefined || fields[name] === sent[name]);
}

const STATUS = { SUCCESS: "succeeded", PROCESSING: "processing", FAILED: "failed" } as const;

function readPayments(data: unknown): PaymentReading[] | undefined {
  const list = paymentListSchema.safeParse(data);
  if (!list.success || new Set(list.data.map(({ id }) => id)).size !== list.data.length) return undefined;
  return list.data.map((payment) => ({
    gatewayPaymentRef: payment.id,
    status: STATUS[payment.status],
    method: payment.paymentMethod.toUpperCase(),
    amount: dong(payment.amount),
    refunded: dong(payment.refundedAmount),
  }));
}

/** NeoX counts whole dong, which is the minor unit. */
export function dong(amount: number): { minor: bigint; currency: string } {
  return { minor: BigInt(amount), currency: "VND" };
}
