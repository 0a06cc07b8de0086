import type { ProfileDto, SessionDto } from "#lib/contracts/people.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import type { AppContext } from "#lib/services/context.ts";
import { IDLE_MINUTES, type UserOperator } from "./read-session.ts";

type OwnContext = AppContext & { readonly operator: UserOperator };

/** One's own account, and where it is signed in now. */
export async function readProfile(
  context: OwnContext & { readonly sessionId: string },
): Promise<Result<ProfileDto, AppError>> {
  const { prisma, operator } = context;
  const { email, name, role, language, zone } = await prisma.user.findUniqueOrThrow({ where: { id: operator.id } });
  return ok({ email, name, role, language, zone, sessions: await liveSessions(context) });
}

type SessionRow = { id: string; ip: string | null; user_agent: string | null; created_at: Date; last_seen_at: Date };

async function liveSessions({
  prisma,
  operator,
  sessionId,
}: OwnContext & { readonly sessionId: string }): Promise<SessionDto[]> {
  const rows = await prisma.$queryRaw<SessionRow[]>`
    SELECT id, ip, user_agent, created_at, last_seen_at FROM session
    WHERE user_id = ${operator.id}::uuid AND revoked_at IS NULL AND expires_at > now()
      AND last_seen_at > now() - make_interval(mins => ${IDLE_MINUTES}::int)
    ORDER BY last_seen_at DESC LIMIT 100`;
  return rows.map((row) => ({
    id: row.id,
    isThis: row.id === sessionId,
    ip: row.ip,
    userAgent: row.user_agent,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  }));
}
