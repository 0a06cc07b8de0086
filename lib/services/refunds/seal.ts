import { hash } from "node:crypto";
import type { Refund } from "#prisma/generated/client.ts";

type Sealed = Pick<
  Refund,
  | "reference"
  | "paymentId"
  | "gatewayAccountId"
  | "amountMinor"
  | "currency"
  | "reason"
  | "gatewayReason"
  | "receiverDigest"
  | "requiredApprovals"
  | "policyVersion"
  | "approvalRound"
>;

/** A hash of all that an approver signs. What was approved is exactly what is sent: the worker compares it again. */
export function sealRefund(refund: Sealed): string {
  return digestOf([
    refund.reference,
    refund.paymentId,
    refund.gatewayAccountId,
    refund.amountMinor.toString(),
    refund.currency,
    refund.reason,
    refund.gatewayReason,
    refund.receiverDigest ?? "",
    String(refund.requiredApprovals),
    String(refund.policyVersion),
    String(refund.approvalRound),
  ]);
}

/** SHA-256 over parts that cannot run into each other. */
export function digestOf(parts: readonly string[]): string {
  return hash("sha256", JSON.stringify(parts), "hex");
}
