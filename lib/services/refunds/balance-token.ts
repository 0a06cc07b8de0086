import type { Payment } from "#prisma/generated/client.ts";

type Counters = Pick<
  Payment,
  "capturedMinor" | "reservedMinor" | "refundedMinor" | "gatewayRefundedMinor" | "heldMinor"
>;

/** Changes whenever a term of the equation does; the refund form sends back the one it showed (A11). */
export function balanceToken(payment: Counters): string {
  return [
    payment.capturedMinor,
    payment.reservedMinor,
    payment.refundedMinor,
    payment.gatewayRefundedMinor,
    payment.heldMinor,
  ]
    .map((minor) => minor.toString(36))
    .join("-");
}
