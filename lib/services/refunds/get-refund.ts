import type { RefundDto } from "#lib/contracts/refund.ts";
import type { Ability, RefundAbilities, RefundViewDto } from "#lib/contracts/views.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isId } from "#lib/domain/ids.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { IN_FLIGHT } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand, may } from "#lib/services/context.ts";
import { PAYMENT_PARTS, paymentDto } from "#lib/services/orders/payment-dto.ts";
import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";
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
  const events = await eventsOf(prisma, refund.id);
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
    sealedHash: refund.sealedHash,
    approversLeft: await approversLeft(prisma, refund),
    waitsBehind: await waitsBehind(prisma, refund),
    abilities: abilitiesOf(context, refund),
    siblings: siblings.map(refundRowDto),
  });
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

const YES: Ability = { may: true };
const no = (why: string): Ability => ({ may: false, why });

function abilitiesOf(context: AppContext, refund: RefundWithParts): RefundAbilities {
  const me = context.operator.kind === "user" ? context.operator.id : null;
  const mine = me !== null && refund.requestedByUserId === me;
  const decide = decisionAbility(context, refund, mine, me);
  const approved = refund.approvals.some(
    (approval) =>
      approval.kind === "approve" && approval.sealedHash === refund.sealedHash && approval.approverId === me,
  );
  return {
    approve: decide,
    sendBack: decide,
    reject: decide,
    withdraw: withdrawAbility(context, refund, mine),
    undo: refund.state !== "queued" ? no("moved_on") : approved ? YES : no("not_yours"),
    reveal: revealAbility(context, refund, mine),
    answer: refund.state !== "sent_back" ? no("moved_on") : mine ? YES : no("not_yours"),
    queryNow:
      !IN_FLIGHT.includes(refund.state) || refund.state === "submitting"
        ? no("nothing_to_ask")
        : may(context.operator, "payments.check")
          ? YES
          : no("no_right"),
  };
}

function withdrawAbility(context: AppContext, refund: RefundWithParts, mine: boolean): Ability {
  const waits = refund.state === "awaiting_approval" || refund.state === "sent_back";
  if (!waits && refund.state !== "queued") return no("moved_on");
  if (mine) return YES;
  return refund.state === "queued" && may(context.operator, "refunds.approve") ? YES : no("not_yours");
}

function revealAbility(context: AppContext, refund: RefundWithParts, mine: boolean): Ability {
  if (refund.receiverMasked === null) return no("nothing_to_reveal");
  if (!may(context.operator, "receivers.reveal")) return no("no_right");
  return mine || may(context.operator, "refunds.approve") ? YES : no("not_yours");
}

function decisionAbility(context: AppContext, refund: RefundWithParts, mine: boolean, me: string | null): Ability {
  if (refund.state !== "awaiting_approval") return no("moved_on");
  if (!may(context.operator, "refunds.approve")) return no("no_right");
  if (mine) return no("your_own");
  if (
    refund.approvals.some(
      (approval) =>
        approval.kind === "approve" && approval.sealedHash === refund.sealedHash && approval.approverId === me,
    )
  )
    return no("already_approved");
  return YES;
}
