import { newId } from "#lib/domain/ids.ts";
import { parseMoney } from "#lib/domain/money.ts";
import { searchable } from "#lib/domain/text.ts";
import type { PaymentStatus, PrismaClient } from "#prisma/generated/client.ts";

export type NewOrder = {
  readonly orderId?: string;
  readonly currency?: string;
  readonly placedAt?: Date;
  readonly customerName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly payments: readonly NewPayment[];
};

/** Amounts are decimal texts in major units, as in the API. */
export type NewPayment = {
  readonly gatewayAccountId: string;
  readonly gateway?: string;
  readonly amount: string;
  readonly method?: string;
  readonly status?: PaymentStatus;
  readonly gatewayTransactionRef?: string | null;
  readonly gatewayPaymentRef?: string | null;
  readonly gatewayRefunded?: string;
  readonly paidAt?: Date;
};

/** An order as an import would leave it. The amount of the order is the sum of its payments. */
export async function createOrder(
  prisma: PrismaClient,
  order: NewOrder,
): Promise<{ readonly id: string; readonly orderId: string; readonly paymentIds: readonly string[] }> {
  const id = newId();
  const orderId = order.orderId ?? `ORDER-${id.slice(-12).toUpperCase()}`;
  const currency = order.currency ?? "VND";
  const placedAt = order.placedAt ?? new Date();
  const customerName = order.customerName ?? "Nguyễn Văn A";
  const payments = order.payments.map((payment) => paymentRow({ ...payment, currency, placedAt }));

  await prisma.order.create({
    data: {
      id,
      orderId,
      customerName,
      currency,
      placedAt,
      email: order.email,
      phone: order.phone,
      nameSearch: searchable(customerName),
      emailSearch: order.email?.toLowerCase(),
      phoneSearch: order.phone?.replace(/\D/g, ""),
      amountMinor: payments.reduce((sum, payment) => sum + payment.capturedMinor, 0n),
      customer: { create: { id: newId(), name: customerName, email: order.email, phone: order.phone } },
      payments: { create: payments },
    },
  });
  return { id, orderId, paymentIds: payments.map((payment) => payment.id) };
}

function paymentRow(payment: NewPayment & { readonly currency: string; readonly placedAt: Date }) {
  const id = newId();
  const refunded = minor(payment.gatewayRefunded ?? "0", payment.currency);
  return {
    id,
    gatewayAccountId: payment.gatewayAccountId,
    gateway: payment.gateway ?? "neox",
    gatewayTransactionRef:
      payment.gatewayTransactionRef === undefined ? `T${id.slice(-10)}` : payment.gatewayTransactionRef,
    gatewayPaymentRef: payment.gatewayPaymentRef === undefined ? id.slice(-12) : payment.gatewayPaymentRef,
    method: payment.method ?? "CC",
    status: payment.status ?? "succeeded",
    currency: payment.currency,
    capturedMinor: minor(payment.amount, payment.currency),
    gatewayRefundedMinor: refunded,
    ...(refunded > 0n && { outside: { create: { id: newId(), amountMinor: refunded, source: "import" } } }),
    paidAt: payment.paidAt ?? payment.placedAt,
  } as const;
}

function minor(amount: string, currency: string): bigint {
  const money = parseMoney(amount, currency);
  if (!money.ok) throw new Error(`${amount} ${currency} is no amount`);
  return money.value.minor;
}
