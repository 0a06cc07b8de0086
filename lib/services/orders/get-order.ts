import type { OrderDto, OrderLineDto, OrderPageDto } from "#lib/contracts/order.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { eventDto, REFUND_PARTS, refundDto } from "#lib/services/refunds/refund-dto.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";
import { PAYMENT_PARTS, paymentDto } from "./payment-dto.ts";

/** Enough for any page; older events are in the audit. */
const TIMELINE_LENGTH = 300;

const ORDER_PARTS = {
  payments: { include: PAYMENT_PARTS, orderBy: { createdAt: "asc" } },
} as const satisfies Prisma.OrderInclude;

export async function getOrder(context: AppContext, orderId: string): Promise<Result<OrderDto, AppError>> {
  const page = await getOrderPage(context, orderId);
  return page.ok ? ok(page.value.order) : page;
}

/** The order with its payments, balances and refunds, and what happened to it, newest first. Three statements. */
export async function getOrderPage(context: AppContext, orderId: string): Promise<Result<OrderPageDto, AppError>> {
  const allowed = demand(context, "orders.look_up");
  if (!allowed.ok) return allowed;
  const page = await readOrderPage(context.prisma, orderId);
  return page ? ok(page) : err(appError("order_not_found"));
}

/** Also for support's answer card and the command line, which have asked for permission themselves. */
export async function readOrderPage(prisma: PrismaClient, orderId: string): Promise<OrderPageDto | null> {
  // Side by side, because each of the two joins is so wide that planning it takes longer than running it.
  const [order, refunds] = await Promise.all([
    prisma.order.findUnique({ where: { orderId }, include: ORDER_PARTS, relationLoadStrategy: "join" }),
    prisma.refund.findMany({
      where: { order: { orderId } },
      include: REFUND_PARTS,
      orderBy: { createdAt: "desc" },
      relationLoadStrategy: "join",
    }),
  ]);
  if (!order) return null;
  const events = await prisma.auditEvent.findMany({
    where: { orderId: order.id },
    orderBy: { id: "desc" },
    take: TIMELINE_LENGTH,
  });
  return {
    order: {
      orderId: order.orderId,
      currency: order.currency,
      amount: moneyToText({ minor: order.amountMinor, currency: order.currency }),
      placedAt: order.placedAt.toISOString(),
      customer: { name: order.customerName, email: order.email, phone: order.phone },
      lines: order.lines as unknown as OrderLineDto[],
      shopUrl: order.shopUrl,
      payments: order.payments.map(paymentDto),
      refunds: refunds.map((refund) =>
        refundDto(refund, events.filter((event) => event.refundId === refund.id).reverse()),
      ),
    },
    timeline: events.map((event) => ({ ...eventDto(event), refundId: event.refundId })),
  };
}
