import type {
  Fault,
  HttpOutcome,
  RefundOutcome,
  RefundQuery,
  RefundQueryOutcome,
  RefundRequest,
} from "../connector.ts";
import { gatewayText } from "../redaction.ts";
import { type Account, readAnswer } from "./answer.ts";
import { saysNotFound } from "./refusals.ts";
import { type RefundData, type RefundFacts, refundDataSchema, refundFactsSchema } from "./wire.ts";

/** What a refund was sent with, and what every answer about it must repeat. */
export type Ours = Pick<RefundRequest | RefundQuery, "reference" | "amount" | "payment">;

/** 0 created, 1 in progress, 2 success, 3 failure, 4 closed: given up after two hours, its end not known to easylink. */
export const STATES = ["processing", "processing", "succeeded", "failed", "closed"] as const;

/** Code 0 only says that the request was taken in; what became of the refund, its signed state tells. */
export function refundOutcome(http: HttpOutcome, call: Account, ours: Ours): RefundOutcome {
  const answer = readAnswer(http, call);
  switch (answer.kind) {
    case "not_sent":
      return answer;
    case "lost":
      return { kind: "outcome_lost", cause: answer.cause, httpStatus: answer.httpStatus };
    case "refused":
      return { kind: "refused", fault: answer.fault, httpStatus: answer.httpStatus };
    case "signed": {
      const said = refundDataSchema.safeParse(answer.data);
      if (!said.success) return { kind: "outcome_lost", cause: "unreadable", httpStatus: 200 };
      if (differingField(said.data, call, ours)) return { kind: "outcome_lost", cause: "mismatch", httpStatus: 200 };
      return outcomeOf(said.data);
    }
  }
}

function outcomeOf(said: RefundData): RefundOutcome {
  const { refundOrderId: gatewayRef } = said;
  switch (STATES[said.state]) {
    case "succeeded":
      return { kind: "succeeded", gatewayRef };
    case "failed":
      return { kind: "rejected", gatewayRef, fault: channelFault(said) };
    case "processing":
      return { kind: "accepted", gatewayRef };
    default:
      return { kind: "outcome_lost", cause: "closed", httpStatus: 200 };
  }
}

export function queryOutcome(http: HttpOutcome, call: Account, ours: Ours): RefundQueryOutcome {
  const answer = readAnswer(http, call);
  switch (answer.kind) {
    case "not_sent":
    case "lost":
      return { kind: "no_answer", cause: answer.cause, fault: null };
    case "refused":
      return answer.httpStatus === 200 && saysNotFound(answer.message, call.account.settings)
        ? { kind: "not_found" }
        : { kind: "no_answer", cause: "refused", fault: answer.fault };
    case "signed": {
      const said = refundFactsSchema.safeParse(answer.data);
      if (!said.success) return { kind: "no_answer", cause: "unreadable", fault: null };
      const field = differingField(said.data, call, ours);
      if (field) return { kind: "mismatch", field };
      return foundRefund(said.data);
    }
  }
}

function foundRefund(said: RefundFacts): RefundQueryOutcome {
  const state = STATES[said.state] ?? "closed";
  return {
    kind: "found",
    state,
    gatewayRef: said.refundOrderId,
    fault: state === "failed" ? channelFault(said) : null,
    endedAt: endOf(said),
  };
}

/** The channel's own words for a failure. The state is the code where the channel gave none. */
export function channelFault(said: Pick<RefundData, "errCode" | "errMsg" | "state">): Fault {
  const code = gatewayText(said.errCode || `state ${said.state}`);
  return { code, text: gatewayText(said.errMsg ?? ""), refusesRequest: false };
}

/** 13 digits are documented; what cannot be a time in milliseconds is none. */
export function endOf({ successTime }: Pick<RefundFacts, "successTime">): Date | null {
  return typeof successTime === "number" && successTime > 1e12 ? new Date(successTime) : null;
}

/** The first field that is not what we sent: then this is the answer to somebody else (E10, E16). */
function differingField(said: RefundData | RefundFacts, { account }: Account, ours: Ours): string | undefined {
  const { mchNo, appId } = account.credentials;
  const expected: Record<string, string | null> = {
    mchNo,
    appId,
    mchRefundNo: ours.reference,
    refundAmount: ours.amount.minor.toString(),
    currency: ours.amount.currency,
    payOrderId: ours.payment.gatewayPaymentRef,
    mchOrderNo: ours.payment.gatewayTransactionRef,
    extParam: ours.reference,
    extraParam: ours.reference,
  };
  const received: Record<string, unknown> = { ...said, currency: said.currency?.toUpperCase() };
  return Object.keys(expected).find((name) => {
    const value = received[name];
    const isSaid = value !== undefined && value !== null && value !== "";
    return isSaid && expected[name] !== null && String(value) !== expected[name];
  });
}
