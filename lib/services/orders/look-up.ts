import type { SupportAnswerDto } from "#lib/contracts/views.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { shapeOf } from "#lib/domain/id-shape.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { readOrderPage } from "./get-order.ts";
import { findOrderIds } from "./search-orders.ts";

const MOST_SHOWN = 10;

/** One field, any ID: the order it names, with everything support may say about it. */
export async function lookUp(context: AppContext, text: string): Promise<Result<SupportAnswerDto, AppError>> {
  const allowed = demand(context, "orders.look_up");
  if (!allowed.ok) return allowed;
  const searched = text.trim();
  if (searched === "" || searched.length > 200)
    return err(appError("invalid_request", { errors: [{ field: "q", message: "search_empty" }] }));

  const { prisma } = context;
  const ids = await findOrderIds(prisma, searched);
  const orders = await prisma.order.findMany({
    where: { id: { in: ids } },
    orderBy: { placedAt: "desc" },
    take: MOST_SHOWN,
    select: { orderId: true, customerName: true, placedAt: true },
  });
  const [only, second] = orders;
  const shape = shapeOf(searched);
  if (!only) return ok({ kind: "not_found", searched, shape, near: await nearMisses(context, searched) });
  if (second)
    return ok({
      kind: "several",
      searched,
      orders: orders.map((order) => ({ ...order, placedAt: order.placedAt.toISOString() })),
    });
  const page = await readOrderPage(prisma, only.orderId);
  return page ? ok({ kind: "found", searched, shape, order: page.order }) : err(appError("order_not_found"));
}

/** Order IDs that begin as the searched text does, for a character too many or too few at its end. */
async function nearMisses({ prisma }: AppContext, text: string): Promise<string[]> {
  if (text.length < 4) return [];
  const beginning = text
    .slice(0, -1)
    .toLowerCase()
    .replace(/[\\%_]/g, (character) => `\\${character}`);
  const rows = await prisma.$queryRaw<{ order_id: string }[]>`
    SELECT order_id FROM sales_order WHERE lower(order_id) LIKE ${`${beginning}%`} ORDER BY lower(order_id) USING ~<~ LIMIT 5`;
  return rows.map((row) => row.order_id);
}
