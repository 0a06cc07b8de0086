import type { PaymentLinkDto, PaymentLinkState, TransferDto } from "#lib/contracts/payment-link.ts";
import { isId } from "#lib/domain/ids.ts";
import { moneyToText } from "#lib/domain/money.ts";
import type { BankTransfer } from "#lib/gateways/connector.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";

export const LINK_PARTS = { order: { select: { orderId: true } } } as const satisfies Prisma.PaymentLinkInclude;

export async function findPaymentLink(prisma: PrismaClient, id: string): Promise<PaymentLinkDto | null> {
  const link = isId(id) ? await prisma.paymentLink.findUnique({ where: { id }, include: LINK_PARTS }) : null;
  return link && paymentLinkDto(link);
}

export function paymentLinkDto(link: Prisma.PaymentLinkGetPayload<{ include: typeof LINK_PARTS }>): PaymentLinkDto {
  return {
    id: link.id,
    orderId: link.order.orderId,
    gateway: link.gateway,
    merchantTransactionId: link.merchantTransactionId,
    gatewayTransactionRef: link.gatewayTransactionRef,
    amount: moneyToText({ minor: link.amountMinor, currency: link.currency }),
    currency: link.currency,
    methods: link.methods,
    url: link.url,
    transfer: link.transfer as TransferDto | null,
    state: link.state as PaymentLinkState,
    why: link.why,
    reportedAt: link.reportedAt?.toISOString() ?? null,
    expiresAt: link.expiresAt.toISOString(),
    createdAt: link.createdAt.toISOString(),
    createdBy: link.createdByName,
  };
}

export function transferJson({ amount, ...transfer }: BankTransfer): TransferDto {
  return { ...transfer, amount: moneyToText(amount) };
}
