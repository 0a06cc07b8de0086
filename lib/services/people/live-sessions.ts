import type { Services } from "#lib/services/context.ts";
import { IDLE_MINUTES } from "./read-session.ts";

/**
 * Which of these sessions still hold: the conditions of `readSession`, for many at once. Watching is no activity.
 */
export async function liveSessions(
  { prisma }: Pick<Services, "prisma">,
  sessionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM session s JOIN user_account u ON u.id = s.user_id
    WHERE s.id = ANY (${sessionIds}::uuid[])
      AND s.revoked_at IS NULL
      AND s.expires_at > now()
      AND s.last_seen_at > now() - make_interval(mins => ${IDLE_MINUTES}::int)
      AND s.role_version = u.role_version
      AND u.status = 'active'`;
  return new Set(rows.map((row) => row.id));
}
