import type { ListMailsInput, MailDto, MailPageDto } from "#lib/contracts/notices.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { Mail } from "#lib/mail/mail.ts";
import { type AppContext, demand } from "#lib/services/context.ts";

const MOST_SHOWN = 100;

/** The newest mails and what became of them. Their texts are kept in the demo only. */
export async function listMails(
  context: AppContext,
  { q = "" }: ListMailsInput,
): Promise<Result<MailPageDto, AppError>> {
  const allowed = demand(context, "settings.manage");
  if (!allowed.ok) return allowed;
  const [rows, waiting] = await Promise.all([
    context.prisma.mail.findMany({
      where: q ? { notice: { user: { OR: [{ email: q.toLowerCase() }, { name: { contains: q } }] } } } : {},
      orderBy: { noticeId: "desc" },
      take: MOST_SHOWN,
      include: { notice: { select: { kind: true, at: true, user: { select: { name: true } } } } },
      relationLoadStrategy: "join",
    }),
    context.prisma.mail.count({ where: { endedAt: null } }),
  ]);
  const items = rows.map(({ noticeId, notice, tries, outcome, lastError, kept }): MailDto => {
    const mail = kept as Mail | null;
    return {
      id: String(noticeId),
      at: notice.at.toISOString(),
      to: notice.user.name,
      kind: notice.kind as MailDto["kind"],
      state: (outcome ?? "waiting") as MailDto["state"],
      tries,
      lastError,
      kept: mail && { to: mail.to, subject: mail.subject, text: mail.text },
    };
  });
  return ok({ items, waiting });
}
