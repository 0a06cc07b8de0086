import type { HttpOutcome, RefundOutcome, RefundQuery, RefundQueryOutcome, RefundRequest } from "../connector.ts";
import type { PayeaseCall } from "./account.ts";
import { amountFromText } from "./amount.ts";
import { readAnswer } from "./answer.ts";
import { readDateTime } from "./date-time.ts";
import { type RefundFacts, type RefundStatus, refundAnswerSchema, refundQueryAnswerSchema } from "./wire.ts";

type Account = Pick<PayeaseCall, "account">;

/** What a refund was sent with, and what every answer about it must repeat. */
type Ours = Pick<RefundRequest | RefundQuery, "reference" | "amount" | "payment">;

/** `status` SUCCESS means that PayEase took the application; what became of it, `refundStatus` tells later (F09). */
export function refundOutcome(http: HttpOutcome, call: Account, ours: Ours): RefundOutcome {
  const answer = readAnswer(http, call, sentOf(call, ours));
  switch (answer.kind) {
    case "not_sent":
    case "refused":
      return answer;
    case "lost":
      return { kind: "outcome_lost", cause: answer.cause, httpStatus: answer.httpStatus };
    case "mismatch":
      return { kind: "outcome_lost", cause: "mismatch", httpStatus: 200 };
    case "signed": {
      const said = refundAnswerSchema.safeParse(answer.fields);
      if (!said.success) return { kind: "outcome_lost", cause: "unreadable", httpStatus: 200 };
      if (differingField(said.data, call, ours)) return { kind: "outcome_lost", cause: "mismatch", httpStatus: 200 };
      return { kind: "accepted", gatewayRef: said.data.refundId };
    }
  }
}

/** "requestId record does not exist". */
const NOT_KNOWN = "EH0100051";

/** Here `status` is that of the question, `refundStatus` that of the refund. */
export function queryOutcome(http: HttpOutcome, call: Account, ours: Ours): RefundQueryOutcome {
  const answer = readAnswer(http, call, sentOf(call, ours));
  switch (answer.kind) {
    case "not_sent":
    case "lost":
      return { kind: "no_answer", cause: answer.cause, fault: null };
    case "mismatch":
      return answer;
    case "refused":
      return answer.fault.code === NOT_KNOWN
        ? { kind: "not_found" }
        : { kind: "no_answer", cause: "refused", fault: answer.fault };
    case "signed": {
      const said = refundQueryAnswerSchema.safeParse(answer.fields);
      if (!said.success) return { kind: "no_answer", cause: "unreadable", fault: null };
      const field = differingField(said.data, call, ours);
      if (field) return { kind: "mismatch", field };
      const { refundId, refundStatus, refundCompleteTime } = said.data;
      return {
        kind: "found",
        state: REFUND_STATUS[refundStatus],
        gatewayRef: refundId || null,
        fault: refundFault(refundStatus),
        endedAt: readDateTime(refundCompleteTime, call.account.settings.timeZone),
      };
    }
  }
}

export const REFUND_STATUS = {
  INIT: "processing",
  PROCESSING: "processing",
  SUCCESS: "succeeded",
  FAILED: "failed",
} as const satisfies Record<RefundStatus, string>;

/** PayEase says that a refund failed, and never why. */
export function refundFault(refundStatus: RefundStatus) {
  return refundStatus === "FAILED" ? { code: "FAILED", text: "refundStatus FAILED", refusesRequest: false } : null;
}

function sentOf({ account }: Account, { reference }: Ours) {
  return { merchantId: account.credentials.merchantId, requestId: reference };
}

/** The first field of a signed answer that is not what we sent: then it is the answer to somebody else (E10, E16). */
function differingField(said: RefundFacts, { account }: Account, ours: Ours): string | undefined {
  const { merchantId } = account.credentials;
  const amount = amountFromText(said.amount, said.currency, account.settings.amountFormat);
  const differs: Record<string, boolean> = {
    merchantId: said.merchantId !== merchantId,
    requestId: said.requestId !== ours.reference,
    orderRequestId: said.orderRequestId !== ours.payment.gatewayPaymentRef,
    currency: said.currency !== ours.amount.currency,
    amount: amount?.minor !== ours.amount.minor,
  };
  return Object.keys(differs).find((field) => differs[field]);
}
