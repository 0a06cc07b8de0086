import type { BankTransfer, HttpOutcome, PaymentCreated, TransactionOutcome, TransactionReport } from "../connector.ts";
import { readStrictObject } from "../strict-json.ts";
import { dong, faultOf, readAnswer } from "./outcome.ts";
import {
  answerSchema,
  type PayFields,
  type PayReport,
  payDataSchema,
  payReportSchema,
  type QueryTransactionFields,
  transferSchema,
} from "./wire.ts";

/** The payer has not ended it yet: "waiting for payment" and "order is processing". */
const UNDER_WAY: ReadonlySet<number> = new Set([9, 99]);

export function paymentCreated(http: HttpOutcome, sent: PayFields, secrets: readonly string[]): PaymentCreated {
  const answer = readAnswer(http, secrets);
  switch (answer.kind) {
    case "not_sent":
    case "lost":
      return { kind: "no_answer", cause: answer.cause, fault: null };
    case "refused":
      return { kind: "no_answer", cause: "refused", fault: answer.fault };
    case "yes":
      return readLink(answer.fields.neo_ResponseData, sent);
  }
}

function readLink(data: unknown, sent: PayFields): PaymentCreated {
  const link = payDataSchema.safeParse(data);
  if (!link.success) return { kind: "no_answer", cause: "unreadable", fault: null };
  const url = link.data.redirect;
  if (!link.data.qrData) return { kind: "created", url, transfer: null };

  const transfer = transferSchema.safeParse(data);
  if (!transfer.success) return { kind: "no_answer", cause: "unreadable", fault: null };
  // A code that asks the payer for another amount must not be shown.
  if (transfer.data.amount !== sent.neo_Amount) return { kind: "no_answer", cause: "mismatch", fault: null };
  return { kind: "created", url, transfer: bankTransfer(transfer.data) };
}

function bankTransfer(data: ReturnType<typeof transferSchema.parse>): BankTransfer {
  const { qrData, bankName, bankAccount: accountNumber, bankAccountName: accountName, remark } = data;
  return { qrData, bankName, accountNumber, accountName, amount: dong(data.amount), remark };
}

/** A flat answer: its code is the payment's own, so that only `neo_DRExists` tells whether there is a payment. */
export function transactionOutcome(http: HttpOutcome, asked: QueryTransactionFields): TransactionOutcome {
  if (http.kind !== "answer") return { kind: "no_answer", cause: http.cause, fault: null };
  const fields = readStrictObject(http.body);
  const answer = answerSchema.safeParse(fields);
  if (!fields || !answer.success) {
    return { kind: "no_answer", cause: http.status === 200 ? "unreadable" : "http_status", fault: null };
  }
  const { neo_ResponseCode: code, neo_ResponseMsg: text } = answer.data;
  if (http.status === 200 && fields.neo_DRExists === "N") return { kind: "not_found" };
  if (http.status === 200 && fields.neo_DRExists === "Y") return readReport(fields, asked);
  return code === 0
    ? { kind: "no_answer", cause: "unreadable", fault: null }
    : { kind: "no_answer", cause: "refused", fault: faultOf(code, text) };
}

function readReport(fields: Readonly<Record<string, unknown>>, asked: QueryTransactionFields): TransactionOutcome {
  const report = payReportSchema.safeParse({ neo_MerchantCode: asked.neo_MerchantCode, neo_Command: "PAY", ...fields });
  if (!report.success) return { kind: "no_answer", cause: "unreadable", fault: null };
  const isOurs =
    report.data.neo_MerchantTxnID === asked.neo_MerchantTxnID &&
    report.data.neo_MerchantCode === asked.neo_MerchantCode;
  return isOurs
    ? { kind: "found", ...transactionReport(report.data) }
    : { kind: "no_answer", cause: "mismatch", fault: null };
}

export function transactionReport(report: PayReport): TransactionReport {
  const { neo_ResponseCode: code, neo_ResponseMsg: text } = report;
  const result = code === 0 ? "succeeded" : UNDER_WAY.has(code) ? "processing" : "failed";
  return {
    merchantTransactionId: report.neo_MerchantTxnID,
    result,
    amount: dong(report.neo_Amount),
    gatewayTransactionRef: report.neo_TransactionID,
    fault: result === "failed" ? faultOf(code, text) : null,
  };
}
