import { wholeOf } from "#components/orders/balance-terms.ts";
import type { OrderDto } from "#lib/contracts/order.ts";
import type { RefundDto } from "#lib/contracts/refund.ts";

/** The refund that a caller most likely means: the newest that still stands, else the newest. */
export function latestRefund(order: OrderDto): RefundDto | null {
  const newestFirst = order.refunds.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
  return (
    newestFirst.find((refund) => !["rejected", "expired", "cancelled"].includes(refund.state)) ?? newestFirst[0] ?? null
  );
}

export const paidOf = (order: OrderDto) =>
  sum(order, (payment) => (payment.status === "succeeded" ? [payment.balance.paid] : []));
export const refundedOf = (order: OrderDto) => sum(order, ({ balance }) => [balance.refunded]);
export const underwayOf = (order: OrderDto) =>
  sum(order, ({ balance }) => [balance.atGateway, balance.unknown, balance.approvedWaiting, balance.awaitingApproval]);

/** Adds only what is in the order's currency: amounts of two currencies have no sum. */
function sum(order: OrderDto, pick: (payment: OrderDto["payments"][number]) => readonly string[]): string {
  const texts = order.payments.filter((payment) => payment.currency === order.currency).flatMap(pick);
  const digits = order.amount.split(".")[1]?.length ?? 0;
  const total = String(texts.reduce((all, text) => all + wholeOf(text), 0n)).padStart(digits + 1, "0");
  return digits === 0 ? total : `${total.slice(0, -digits)}.${total.slice(-digits)}`;
}
