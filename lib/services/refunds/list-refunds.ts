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
import { REFUND_ROW_PARTS, refundRowDto } from "./refund-dto.ts";

export type ListRefundsInput = {
  readonly q?: string;
  readonly state?: string;
  readonly cursor?: string;
  readonly limit: number;
};
export type ApprovalTab = "for-me" | "waiting" | "sent-back" | "decided";

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
  return readPage(context, { ...(state ? { state } : {}), ...(await namedBy(context, input.q?.trim() ?? "")) }, input);
}

/** What waits for approval, by whom it can be decided. */
export async function listApprovals(
  context: AppContext,
  { tab, ...input }: { readonly tab: ApprovalTab; readonly cursor?: string; readonly limit: number },
): Promise<Result<PageDto<RefundRowDto>, AppError>> {
  const allowed = demand(context, "refunds.list");
  if (!allowed.ok) return allowed;
  const me = context.operator.kind === "user" ? context.operator.id : null;
  return readPage(context, approvalFilter(tab, me), input);
}

export function approvalFilter(tab: ApprovalTab, me: string | null): Prisma.RefundWhereInput {
  const mine: Prisma.RefundWhereInput = me ? { requestedByUserId: me } : { id: { in: [] } };
  const approvedByMe: Prisma.RefundWhereInput = me
    ? { approvals: { some: { approverId: me, kind: "approve" } } }
    : { id: { in: [] } };
  switch (tab) {
    case "for-me":
      // A request of an API key is nobody's: for SQL, which knows no "not" of what is unknown, it has to be named.
      return {
        state: "awaiting_approval",
        OR: [{ requestedByUserId: null }, { requestedByUserId: { not: me } }],
        NOT: approvedByMe,
      };
    case "waiting":
      return { state: "awaiting_approval", OR: [mine, approvedByMe] };
    case "sent-back":
      return { state: "sent_back", ...(me ? mine : {}) };
    case "decided":
      return me ? { approvals: { some: { approverId: me } }, state: { not: "awaiting_approval" } } : { id: { in: [] } };
  }
}

async function namedBy({ prisma }: AppContext, q: string): Promise<Prisma.RefundWhereInput> {
  if (q === "") return {};
  if (isReference(q.toUpperCase())) return { reference: q.toUpperCase() };
  return { orderId: { in: await findOrderIds(prisma, q) } };
}

async function readPage(
  { prisma }: AppContext,
  where: Prisma.RefundWhereInput,
  { cursor: cursorText, limit }: { readonly cursor?: string; readonly limit: number },
): Promise<Result<PageDto<RefundRowDto>, AppError>> {
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
  return ok(toPage(rows, { limit, cursor, place: (row) => ({ at: row.createdAt, id: row.id }), item: refundRowDto }));
}

function after({ direction, at, id }: Cursor): Prisma.RefundWhereInput {
  return direction === "older"
    ? { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] }
    : { createdAt: { gte: at }, OR: [{ createdAt: { gt: at } }, { id: { gt: id } }] };
}
