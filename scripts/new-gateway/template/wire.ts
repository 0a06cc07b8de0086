import type { HttpRequest, RefundQuery, RefundRequest } from "#lib/gateways/connector.ts";
import type { NewgatewayCall } from "./account.ts";

/** TODO From the page on refunds: ISO 4217 codes of what it takes. */
export const CURRENCIES: readonly string[] = ["EUR"];

/** TODO From the page on refunds: path, headers, fields as the gateway spells them, signed. */
export function refundRequest(_call: NewgatewayCall, _request: RefundRequest): HttpRequest {
  throw new Error("TODO wire.ts: build the refund request as the page on refunds says.");
}

/** TODO From the page on questions. Where there is none, take `queryRefund` out of index.ts and refund.ts. */
export function queryRequest(_call: NewgatewayCall, _query: RefundQuery): HttpRequest {
  throw new Error("TODO wire.ts: build the question as the page on queries says.");
}
