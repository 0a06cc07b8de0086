import type {
  HttpOutcome,
  RefundOutcome,
  RefundQuery,
  RefundQueryOutcome,
  RefundRequest,
} from "#lib/gateways/connector.ts";
import type { NewgatewayCall } from "./account.ts";

type Account = Pick<NewgatewayCall, "account">;

/**
 * TODO From the pages on answers and error codes: what each documented code and state means, in one place. Only an
 * explicit, authentic yes or no is `succeeded` or `rejected`; an unsigned no is `refused`; what cannot be read, is not
 * signed as it should be, or is about something else is `outcome_lost`. Every field that comes back must be ours.
 */
export function refundOutcome(_http: HttpOutcome, _call: Account, _request: RefundRequest): RefundOutcome {
  throw new Error("TODO outcome.ts: read the answer to a refund.");
}

/** TODO From the page on queries. `not_found` only for the documented "no such refund". */
export function queryOutcome(_http: HttpOutcome, _call: Account, _query: RefundQuery): RefundQueryOutcome {
  throw new Error("TODO outcome.ts: read the answer to a question.");
}
