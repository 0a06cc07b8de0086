import type { RefundDto } from "#lib/contracts/refund.ts";
import type { RefundAbilities, RefundViewDto } from "#lib/contracts/views.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId } from "#lib/domain/ids.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { IN_FLIGHT } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { PAYMENT_PARTS, paymentDto } from "#lib/services/orders/payment-dto.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";
import { abilitiesOf } from "./abilities.ts";
import { readApproverLimits, withinLimits } from "./approver-limits.ts";
import { readGroup } from "./read-group.ts";
import {
  eventDto,
  REFUND_PARTS,
  REFUND_ROW_PARTS,
  type RefundWithParts,
  refundDto,
  refundRowDto,
} from "./refund-dto.ts";

export async function getRefund(context: AppContext, idOrReference: string): Promise<Result<RefundDto, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const refund = await context.prisma.refund.findFirst({
    where: namedBy(idOrReference),
    include: REFUND_PARTS,
    relationLoadStrategy: "join",
  });
  if (!refund) return err(appError("refund_not_found"));
  return ok(refundDto(refund, await eventsOf(context.prisma, refund.id)));
}

/** The refund's page: the refund, its payment's equation, and what this viewer may do with it and why not. */
export async function getRefundView(
  context: AppContext,
  idOrReference: string,
): Promise<Result<RefundViewDto, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const { prisma } = context;
  const refund = await prisma.refund.findFirst({
    where: namedBy(idOrReference),
    include: REFUND_PARTS,
    relationLoadStrategy: "join",
  });
  if (!refund) return err(appError("refund_not_found"));

  const payment = await prisma.payment.findUniqueOrThrow({
    where: { id: refund.paymentId },
    include: { ...PAYMENT_PARTS, order: true },
    relationLoadStrategy: "join",
  });
  const siblings = await prisma.refund.findMany({
    where: { paymentId: refund.paymentId, id: { not: refund.id } },
    include: REFUND_ROW_PARTS,
    orderBy: { createdAt: "desc" },
    take: 20,
    relationLoadStrategy: "join",
  });
  const { order } = payment;
  const [events, group] = await Promise.all([eventsOf(prisma, refund.id), readGroup(prisma, refund)]);
  return ok({
    refund: refundDto(refund, events),
    timeline: events.map(eventDto).reverse(),
    payment: paymentDto(payment),
    order: {
      orderId: order.orderId,
      amount: moneyToText({ minor: order.amountMinor, currency: order.currency }),
      currency: order.currency,
      placedAt: order.placedAt.toISOString(),
      customer: { name: order.customerName, email: order.email, phone: order.phone },
    },
    group: group.dto,
    sealedHash: group.sealedHash,
    approversLeft: await approversLeft(prisma, refund),
    waitsBehind: await waitsBehind(prisma, refund),
    abilities: await withinToday(context, abilitiesOf(context, refund, group.standing), group.standing),
    siblings: siblings.map(refundRowDto),
  });
}

/** Who would go beyond their day's limit with this yes is told before they press. */
async function withinToday(
  context: AppContext,
  abilities: RefundAbilities,
  together: readonly RefundWithParts[],
): Promise<RefundAbilities> {
  const [first] = together;
  if (!first || !abilities.approve.may) return abilities;
  const minor = together.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const limits = await readApproverLimits(context);
  return { ...abilities, approve: withinLimits(abilities.approve, limits, { minor, currency: first.currency }) };
}

function namedBy(idOrReference: string): Prisma.RefundWhereInput {
  return isId(idOrReference) ? { id: idOrReference } : { reference: idOrReference.toUpperCase() };
}

function eventsOf(prisma: PrismaClient, refundId: string) {
  return prisma.auditEvent.findMany({ where: { refundId }, orderBy: { id: "asc" }, take: 500 });
}

/** Active managers who did not ask for it and have not approved it yet. */
function approversLeft(prisma: PrismaClient, refund: RefundWithParts): Promise<number> {
  const done = refund.approvals
    .filter((approval) => approval.sealedHash === refund.sealedHash)
    .map((approval) => approval.approverId);
  const except = [...done, ...(refund.requestedByUserId ? [refund.requestedByUserId] : [])];
  return prisma.user.count({ where: { role: "manager", status: "active", id: { notIn: except } } });
}

function waitsBehind(prisma: PrismaClient, { id, paymentId, state, exclusive }: RefundWithParts) {
  if (state !== "queued" || !exclusive) return null;
  return prisma.refund.findFirst({
    where: { paymentId, id: { not: id }, exclusive: true, state: { in: [...IN_FLIGHT] } },
    select: { id: true, reference: true },
  });
}
