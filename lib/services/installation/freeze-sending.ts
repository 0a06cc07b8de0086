import type { FrozenDto } from "#lib/contracts/gateway-account.ts";
import type { AppContext, Services } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";

/**
 * Nothing is sent from now on, by nobody. What is open may have been sent in the time that a restored database forgot:
 * each of these refunds is asked for at its gateway before it may leave (C06).
 */
export async function freezeSending(
  { prisma, log, operator }: Pick<AppContext, "prisma" | "log" | "operator">,
  why: string,
): Promise<{ readonly toVerify: number }> {
  const toVerify = await prisma.$transaction(async (tx) => {
    const frozen = await tx.$executeRaw`
      INSERT INTO installation (id, frozen_at, frozen_why) VALUES (1, clock_timestamp(), ${why})
      ON CONFLICT (id) DO UPDATE SET frozen_at = EXCLUDED.frozen_at, frozen_why = EXCLUDED.frozen_why WHERE installation.frozen_at IS NULL`;
    if (frozen === 0) return null;
    await recordAudit(tx, { kind: "sending_frozen", operator, data: { why } });
    return tx.$executeRaw`
      UPDATE refund r SET verify_since = clock_timestamp(), verify_from_minor = GREATEST(p.refunded_minor, p.gateway_refunded_minor)
      FROM payment p WHERE p.id = r.payment_id
        AND r.state NOT IN ('succeeded', 'failed', 'rejected', 'expired', 'cancelled', 'reversed')`;
  });
  if (toVerify !== null) log.error({ why, toVerify }, "sending is frozen: the database may be one from the past");
  return { toVerify: toVerify ?? 0 };
}

/**
 * By the command line, after somebody has compared desk and gateways: sending goes on. What was open at the freeze is
 * still verified, refund by refund, before it leaves.
 */
export async function liftFreeze({
  prisma,
  operator,
}: Pick<AppContext, "prisma" | "operator">): Promise<{ readonly wasFrozen: boolean }> {
  return prisma.$transaction(async (tx) => {
    const lifted =
      await tx.$executeRaw`UPDATE installation SET frozen_at = NULL, frozen_why = NULL WHERE frozen_at IS NOT NULL`;
    if (lifted > 0) await recordAudit(tx, { kind: "sending_unfrozen", operator });
    return { wasFrozen: lifted > 0 };
  });
}

/** Since when nothing is sent and why; null while sending goes on. */
export async function readFreeze({ prisma }: Pick<Services, "prisma">): Promise<FrozenDto | null> {
  const row = await prisma.installation.findUnique({ where: { id: 1 } });
  return row?.frozenAt ? { since: row.frozenAt.toISOString(), why: row.frozenWhy ?? "" } : null;
}
