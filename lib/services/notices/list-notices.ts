import type { ListNoticesInput, NoticePageDto, ReadNoticesInput } from "#lib/contracts/notices.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { UserOperator } from "#lib/services/people/read-session.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { readNoticeRows } from "./notice-dto.ts";

type OwnContext = AppContext & { readonly operator: UserOperator };

/** One's own notices, newest first. */
export async function listNotices(
  context: OwnContext,
  { before, limit }: ListNoticesInput,
): Promise<Result<NoticePageDto, AppError>> {
  const mine = Prisma.sql`notice.user_id = ${context.operator.id}::uuid AND notice.in_page`;
  const which = before ? Prisma.sql`${mine} AND notice.id < ${BigInt(before)}` : mine;
  const [rows, unread] = await Promise.all([readNoticeRows(context.prisma, which, limit + 1), countUnread(context)]);
  const items = rows.slice(0, limit);
  return ok({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, unread });
}

/** What the bell shows. */
export async function unreadNotices(context: OwnContext): Promise<Result<{ readonly unread: number }, AppError>> {
  return ok({ unread: await countUnread(context) });
}

/** Only one's own; of what is read already, or another's, nothing changes. */
export async function readNotices(
  { prisma, operator }: OwnContext,
  { noticeId, andOlder }: ReadNoticesInput,
): Promise<Result<null, AppError>> {
  const id = BigInt(noticeId);
  await prisma.$executeRaw`
    UPDATE notice SET read_at = statement_timestamp()
    WHERE user_id = ${operator.id}::uuid AND read_at IS NULL AND (id = ${id} OR (${andOlder} AND id < ${id}))`;
  return ok(null);
}

function countUnread({ prisma, operator }: OwnContext): Promise<number> {
  return prisma.notice.count({ where: { userId: operator.id, readAt: null, inPage: true } });
}
