import type { NoticeWishDto, SaveNoticeWishesInput } from "#lib/contracts/notices.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { topicsFor, USUAL_WAY } from "#lib/domain/notice.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { UserOperator } from "#lib/services/people/read-session.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";

type OwnContext = AppContext & { readonly operator: UserOperator };

/** What one hears of, and where: one's own wishes, and for the rest what is usual. */
export async function readNoticeWishes({ prisma, operator }: OwnContext): Promise<Result<NoticeWishDto[], AppError>> {
  const rows = await prisma.noticeWish.findMany({ where: { userId: operator.id } });
  const wishes = topicsFor(operator.role).map((topic) => {
    const { inPage, byMail } = rows.find((row) => row.topic === topic) ?? USUAL_WAY[topic];
    return { topic, inPage, byMail };
  });
  return ok(wishes);
}

/** Topics that one's role does not hear of stay as they are. */
export async function saveNoticeWishes(
  { prisma, operator }: OwnContext,
  input: SaveNoticeWishesInput,
): Promise<Result<null, AppError>> {
  return prisma.$transaction(async (tx) => {
    for (const topic of topicsFor(operator.role)) {
      const way = { inPage: input.inPage.includes(topic), byMail: input.byMail.includes(topic) };
      const key = { userId: operator.id, topic };
      await tx.noticeWish.upsert({ where: { userId_topic: key }, create: { ...key, ...way }, update: way });
    }
    await recordAudit(tx, { kind: "user.notices_chosen", operator, data: input });
    return ok(null);
  });
}
