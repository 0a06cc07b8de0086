import type { PageDto } from "#lib/contracts/order.ts";
import type { RefundRowDto } from "#lib/contracts/refund.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isReference } from "#lib/domain/ids.ts";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { type Cursor, readCursor, toPage } from "#lib/services/cursor.ts";
import { findOrderIds } from "#lib/services/orders/search-orders.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { REFUND_ROW_PARTS, type RefundRow, refundRowDto } from "./refund-dto.ts";

export type ListRefundsInput = {
  readonly q?: string;
  readonly state?: string;
  readonly cursor?: string;
  readonly limit: number;
};

/** Newest first. `q` is any ID that names a refund or the order it belongs to. */
export async function listRefunds(
  context: AppContext,
  input: ListRefundsInput,
): Promise<Result<PageDto<RefundRowDto>, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const state = REFUND_STATES.find((known) => known === input.state);
  if (input.state && !state)
    return err(appError("invalid_request", { errors: [{ field: "state", message: "state_unknown" }] }));
  const where = { ...(state ? { state } : {}), ...(await namedBy(context, input.q?.trim() ?? "")) };
  const page = await readRefundPage(context, where, input);
  return page.ok ? ok({ ...page.value, items: page.value.items.map(refundRowDto) }) : page;
}

async function namedBy({ prisma }: AppContext, q: string): Promise<Prisma.RefundWhereInput> {
  if (q === "") return {};
  if (isReference(q.toUpperCase())) return { reference: q.toUpperCase() };
  return { orderId: { in: await findOrderIds(prisma, q) } };
}

/** A page of rows as they are stored, newest first. */
export async function readRefundPage(
  { prisma }: AppContext,
  where: Prisma.RefundWhereInput,
  { cursor: cursorText, limit }: { readonly cursor?: string; readonly limit: number },
): Promise<Result<PageDto<RefundRow>, AppError>> {
  const cursor = cursorText ? readCursor(cursorText) : null;
  if (cursorText && !cursor)
    return err(appError("invalid_request", { errors: [{ field: "cursor", message: "cursor_unreadable" }] }));
  const direction = cursor?.direction === "newer" ? "asc" : "desc";
  const rows = await prisma.refund.findMany({
    where: cursor ? { AND: [where, after(cursor)] } : where,
    include: REFUND_ROW_PARTS,
    orderBy: [{ createdAt: direction }, { id: direction }],
    take: limit + 1,
    relationLoadStrategy: "join",
  });
  return ok(toPage(rows, { limit, cursor, place: (row) => ({ at: row.createdAt, id: row.id }), item: (row) => row }));
}

function after({ direction, at, id }: Cursor): Prisma.RefundWhereInput {
  return direction === "older"
    ? { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] }
    : { createdAt: { gte: at }, OR: [{ createdAt: { gt: at } }, { id: { gt: id } }] };
}
