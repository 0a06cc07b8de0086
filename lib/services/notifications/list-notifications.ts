import type { ListNotificationsInput, NotificationPageDto } from "#lib/contracts/notifications.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { isReference } from "#lib/domain/ids.ts";
import type { EffectGroup } from "#lib/domain/notification-effect.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { type Cursor, readCursor, toPage } from "#lib/services/cursor.ts";
import { findOrderIds } from "#lib/services/orders/search-orders.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { NOTIFICATION_PARTS, notificationRowDto } from "./notification-dto.ts";

/** Every message that a gateway, or somebody in its name, has sent; newest first. */
export async function listNotifications(
  context: AppContext,
  { cursor: cursorText, limit, q, account, effect }: ListNotificationsInput,
): Promise<Result<NotificationPageDto, AppError>> {
  const allowed = demand(context, "notifications.read");
  if (!allowed.ok) return allowed;
  const cursor = cursorText ? readCursor(cursorText) : null;
  if (cursorText && !cursor)
    return err(appError("invalid_request", { errors: [{ field: "cursor", message: "cursor_unreadable" }] }));

  const { prisma } = context;
  const direction = cursor?.direction === "newer" ? "asc" : "desc";
  const where = [
    ...(cursor ? [after(cursor)] : []),
    ...(account ? [{ gatewayAccountId: account }] : []),
    ...(effect ? [GROUPS[effect]] : []),
    ...(q?.trim() ? [await aboutRefundsOf(context, q.trim())] : []),
  ];
  const [rows, accounts] = await Promise.all([
    prisma.inboxMessage.findMany({
      where: { AND: where },
      include: NOTIFICATION_PARTS,
      omit: { raw: true },
      orderBy: [{ receivedAt: direction }, { id: direction }],
      take: limit + 1,
      relationLoadStrategy: "join",
    }),
    prisma.gatewayAccount.findMany({
      select: { id: true, label: true, gateway: true },
      orderBy: [{ gateway: "asc" }, { label: "asc" }],
    }),
  ]);
  const place = (row: (typeof rows)[number]) => ({ at: row.receivedAt, id: row.id });
  return ok({ ...toPage(rows, { limit, cursor, place, item: notificationRowDto }), accounts });
}

const GROUPS: Readonly<Record<EffectGroup, Prisma.InboxMessageWhereInput>> = {
  moved: { OR: [{ effect: { contains: " -> " } }, { effect: { startsWith: "reported: " } }] },
  fits: { effect: { startsWith: "fits: " } },
  differs: { OR: [{ effect: { startsWith: "settles nothing: " } }, { effect: { startsWith: "contradicts: " } }] },
  forged: { OR: [{ verdict: { not: "verified" } }, { effect: "ignored: cut anew" }] },
  unmatched: { effect: { startsWith: "unmatched" } },
  waiting: { verdict: "verified", doneAt: null },
};

async function aboutRefundsOf({ prisma }: AppContext, q: string): Promise<Prisma.InboxMessageWhereInput> {
  const reference = q.toUpperCase();
  if (isReference(reference)) return { refund: { reference } };
  return { refund: { orderId: { in: await findOrderIds(prisma, q) } } };
}

function after({ direction, at, id }: Cursor): Prisma.InboxMessageWhereInput {
  return direction === "older"
    ? { receivedAt: { lte: at }, OR: [{ receivedAt: { lt: at } }, { id: { lt: id } }] }
    : { receivedAt: { gte: at }, OR: [{ receivedAt: { gt: at } }, { id: { gt: id } }] };
}
