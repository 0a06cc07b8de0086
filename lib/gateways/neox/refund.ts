import { isReference } from "#lib/domain/ids.ts";
import type { PaymentsOutcome, PaymentsQuery, RefundOutcome, RefundRequest } from "../connector.ts";
import { type NeoxCall, neoxReceiver } from "./account.ts";
import { paymentsOutcome, refundOutcome } from "./outcome.ts";
import { encodeReceiver } from "./receiver.ts";
import { NEOX_ID, type RefundFields, signedRequest } from "./wire.ts";

export async function refund(call: NeoxCall, request: RefundRequest): Promise<RefundOutcome> {
  const fields = refundFields(call, request);
  if (!fields) return { kind: "not_sent", cause: "invalid_locally" };
  const http = await call.http(signedRequest(call, fields));
  return refundOutcome(http, fields, secretsOf(call, request, fields));
}

/** The payments of an order (QUERY_PT): the only question that NeoX answers about refunds. */
export async function queryPayments(call: NeoxCall, { payment }: PaymentsQuery): Promise<PaymentsOutcome> {
  const transaction = payment.gatewayTransactionRef;
  if (!transaction || !NEOX_ID.test(transaction) || payment.currency !== "VND") {
    return { kind: "no_answer", cause: "invalid_locally", fault: null };
  }
  const http = await call.http(
    signedRequest(call, {
      neo_Command: "QUERY_PT",
      neo_MerchantCode: call.account.credentials.merchantCode,
      neo_TransactionID: transaction,
      neo_Version: "1",
    }),
  );
  return paymentsOutcome(http);
}

/** The request as NeoX wants it, or nothing where it could only be wrong. */
export function refundFields(call: NeoxCall, request: RefundRequest): RefundFields | undefined {
  const { amount, payment, receiver, reference } = request;
  const needsReceiver = neoxReceiver(payment, call.account.settings) === "required";
  if (amount.currency !== "VND" || payment.currency !== "VND") return undefined;
  if (amount.minor < 1n || amount.minor > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  if (!isReference(reference) || !payment.gatewayPaymentRef || !NEOX_ID.test(payment.gatewayPaymentRef))
    return undefined;
  if (needsReceiver !== (receiver !== null)) return undefined;

  return {
    neo_MerchantCode: call.account.credentials.merchantCode,
    neo_Command: "REFUND",
    neo_RequestID: reference,
    neo_PaymentID: payment.gatewayPaymentRef,
    neo_Amount: Number(amount.minor),
    neo_Version: "1",
    ...(receiver ? { neo_Receiver: encodeReceiver(receiver) } : {}),
  };
}

function secretsOf(call: NeoxCall, { receiver }: RefundRequest, fields: RefundFields): string[] {
  const account = receiver ? [receiver.accountNumber, receiver.accountName] : [];
  return [call.account.credentials.secretKey, ...account, ...(fields.neo_Receiver ? [fields.neo_Receiver] : [])];
}
