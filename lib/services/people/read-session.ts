import type { Operator } from "#lib/domain/operator.ts";
import type { Role } from "#lib/domain/permissions.ts";
import type { Services } from "#lib/services/context.ts";
import { hashSid } from "./create-session.ts";

/** A desk that nobody touches for this long is signed out (PCI DSS 8.2.8). */
export const IDLE_MINUTES = 15;

export type UserOperator = Extract<Operator, { kind: "user" }>;
export type LiveSession = { readonly id: string; readonly operator: UserOperator };

type SessionRow = {
  readonly session_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly role: Role;
  readonly language: string;
  readonly zone: string;
  readonly is_stale: boolean;
};

/**
 * Who holds this session now, or null: revoked, too old, idle too long, role changed since, or user disabled.
 * Asked at every request, so that an end takes effect at once. `isActivity` is false for what a page does on its
 * own (polling, event streams), which must not keep an abandoned desk open.
 */
export async function readSession(
  { prisma }: Pick<Services, "prisma">,
  sid: string,
  { isActivity }: { readonly isActivity: boolean },
): Promise<LiveSession | null> {
  const rows = await prisma.$queryRaw<SessionRow[]>`
    SELECT s.id AS session_id, u.id AS user_id, u.name, u.role::text AS role, u.language, u.zone,
           s.last_seen_at < now() - interval '30 seconds' AS is_stale
    FROM session s JOIN user_account u ON u.id = s.user_id
    WHERE s.sid_hash = ${hashSid(sid)}
      AND s.revoked_at IS NULL
      AND s.expires_at > now()
      AND s.last_seen_at > now() - make_interval(mins => ${IDLE_MINUTES}::int)
      AND s.role_version = u.role_version
      AND u.status = 'active'`;
  const [row] = rows;
  if (!row) return null;

  if (isActivity && row.is_stale) {
    await prisma.$executeRaw`UPDATE session SET last_seen_at = now() WHERE id = ${row.session_id}::uuid AND revoked_at IS NULL`;
  }
  const { user_id: id, name, role, language, zone } = row;
  return { id: row.session_id, operator: { kind: "user", id, name, role, language, zone } };
}
