import type { BalanceDto, PaymentDto } from "#lib/contracts/order.ts";
import { type Balance, balanceOf, type PaymentCounters } from "#lib/domain/balance.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { balanceToken } from "#lib/services/refunds/balance-token.ts";
import type { Prisma } from "#prisma/generated/client.ts";

export const PAYMENT_PARTS = {
  order: { select: { orderId: true } },
  account: { select: { label: true } },
  refunds: { select: { state: true, amountMinor: true } },
} as const satisfies Prisma.PaymentInclude;

export function paymentDto(payment: Prisma.PaymentGetPayload<{ include: typeof PAYMENT_PARTS }>): PaymentDto {
  const text = (minor: bigint) => moneyToText({ minor, currency: payment.currency });
  return {
    id: payment.id,
    orderId: payment.order.orderId,
    gateway: payment.gateway,
    gatewayAccountId: payment.gatewayAccountId,
    gatewayAccountLabel: payment.account.label,
    gatewayTransactionRef: payment.gatewayTransactionRef,
    gatewayPaymentRef: payment.gatewayPaymentRef,
    method: payment.method,
    status: payment.status,
    amount: text(payment.capturedMinor),
    currency: payment.currency,
    paidAt: payment.paidAt?.toISOString() ?? null,
    checkedAt: payment.checkedAt?.toISOString() ?? null,
    balance: balanceDto(balanceOf(paidCounters(payment), payment.refunds), payment.currency),
    ledgerRefunded: text(payment.refundedMinor),
    gatewayRefunded: text(payment.gatewayRefundedMinor),
    onHoldWhy: payment.heldWhy,
    balanceToken: balanceToken(payment),
  };
}

/** What has not arrived cannot be given back: an open or failed payment counts as nothing paid. */
export function paidCounters<P extends PaymentCounters & { readonly status: string }>(payment: P): P {
  return payment.status === "succeeded" ? payment : { ...payment, capturedMinor: 0n };
}

export function balanceDto(balance: Balance, currency: string): BalanceDto {
  const text = (minor: bigint) => moneyToText({ minor, currency });
  return {
    paid: text(balance.paid),
    refunded: text(balance.refunded),
    atGateway: text(balance.atGateway),
    unknown: text(balance.unknown),
    approvedWaiting: text(balance.approvedWaiting),
    awaitingApproval: text(balance.awaitingApproval),
    onHold: text(balance.onHold),
    refundable: text(balance.refundable),
  };
}
