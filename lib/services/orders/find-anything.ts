import type { FoundDto } from "#lib/contracts/views.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { shapeOf } from "#lib/domain/id-shape.ts";
import { isId, isReference } from "#lib/domain/ids.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand, may } from "#lib/services/context.ts";
import { findOrderIds } from "./search-orders.ts";

const MOST_SHOWN = 5;

/** What any ID, e-mail address or phone number names: the refunds that are exactly it, then the orders. */
export async function findAnything(context: AppContext, text: string): Promise<Result<FoundDto, AppError>> {
  const allowed = demand(context, "orders.look_up");
  if (!allowed.ok) return allowed;
  const searched = text.trim();
  if (searched === "" || searched.length > 200)
    return err(appError("invalid_request", { errors: [{ field: "q", message: "search_empty" }] }));
  const [refunds, orders] = await Promise.all([refundsNamed(context, searched), ordersNamed(context, searched)]);
  return ok({ shape: shapeOf(searched), refunds, orders });
}

async function refundsNamed({ prisma, operator }: AppContext, text: string): Promise<FoundDto["refunds"]> {
  if (!may(operator, "refunds.list")) return [];
  const reference = text.toUpperCase();
  const proved = await prisma.evidence.findMany({
    where: { gatewayRef: text },
    select: { refundId: true },
    take: MOST_SHOWN,
  });
  const rows = await prisma.refund.findMany({
    where: {
      OR: [
        ...(isReference(reference) ? [{ reference }] : []),
        { id: { in: [...(isId(text) ? [text] : []), ...proved.map(({ refundId }) => refundId)] } },
      ],
    },
    take: MOST_SHOWN,
    orderBy: { createdAt: "desc" },
    select: {
      id: true,
      reference: true,
      amountMinor: true,
      currency: true,
      state: true,
      order: { select: { orderId: true } },
    },
  });
  return rows.map(({ amountMinor, order, ...row }) => ({
    ...row,
    orderId: order.orderId,
    amount: moneyToText({ minor: amountMinor, currency: row.currency }),
  }));
}

async function ordersNamed({ prisma }: AppContext, text: string): Promise<FoundDto["orders"]> {
  const ids = await findOrderIds(prisma, text);
  return prisma.order.findMany({
    where: { id: { in: ids } },
    orderBy: { placedAt: "desc" },
    take: MOST_SHOWN,
    select: { orderId: true, customerName: true },
  });
}
