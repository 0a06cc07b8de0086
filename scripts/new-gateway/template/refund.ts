import { isReference } from "#lib/domain/ids.ts";
import { withoutDiacritics } from "#lib/domain/text.ts";
import type { RefundOutcome, RefundQuery, RefundQueryOutcome, RefundRequest } from "#lib/gateways/connector.ts";
import type { NewgatewayCall } from "./account.ts";
import { queryOutcome, refundOutcome } from "./outcome.ts";
import { CURRENCIES, queryRequest, refundRequest } from "./wire.ts";

/** One request, once. What could only be wrong is never sent. */
export async function refund(call: NewgatewayCall, request: RefundRequest): Promise<RefundOutcome> {
  if (!canBeSent(request)) return { kind: "not_sent", cause: "invalid_locally" };
  return refundOutcome(await call.http(refundRequest(call, request)), call, request);
}

export async function queryRefund(call: NewgatewayCall, query: RefundQuery): Promise<RefundQueryOutcome> {
  return queryOutcome(await call.http(queryRequest(call, query)), call, query);
}

/** TODO From the page on refunds: how long a reason may be, and of which characters. */
const LONGEST_REASON = 64;

/** The reason as Newgateway can carry it; what the approver sees is what is sent. */
export function cleanReason(reason: string): string {
  const clean = withoutDiacritics(reason.normalize("NFKC")).replace(/[^A-Za-z0-9 ._-]+/g, " ");
  return clean.replace(/ +/g, " ").trim().slice(0, LONGEST_REASON).trim() || "Refund";
}

/** TODO What else the page on refunds demands of a request. */
function canBeSent({ amount, payment, receiver, reference, reason }: RefundRequest): boolean {
  if (!CURRENCIES.includes(amount.currency) || payment.currency !== amount.currency) return false;
  if (amount.minor < 1n || amount.minor > BigInt(Number.MAX_SAFE_INTEGER)) return false;
  return isReference(reference) && reason === cleanReason(reason) && receiver === null && !!payment.gatewayPaymentRef;
}
