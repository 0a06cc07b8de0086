import type { FrozenDto } from "#lib/contracts/gateway-account.ts";
import { actorOf } from "#lib/domain/operator.ts";
import type { AppContext, Services } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { Prisma } from "#prisma/generated/client.ts";

/**
 * Nothing is sent from now on, by nobody. What is open may have been sent in the time that a restored database forgot,
 * also what waits for an approval: each of these refunds is asked for at its gateway before it may leave or its amount
 * is free again (C06). Every account is compared with its gateway, also where that had begun in the past. A database
 * can be put back to a moment at which it was frozen already: then all of it begins anew. What was being verified keeps
 * the total that it began with, because a reading may have brought in what the lost time moved.
 */
export async function freezeSending(
  { prisma, log, operator }: Pick<AppContext, "prisma" | "log" | "operator">,
  why: string,
): Promise<{ readonly toVerify: number }> {
  const toVerify = await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO installation (id, frozen_at, frozen_why) VALUES (1, clock_timestamp(), ${why})
      ON CONFLICT (id) DO UPDATE SET frozen_at = EXCLUDED.frozen_at, frozen_why = EXCLUDED.frozen_why`;
    await recordAudit(tx, { kind: "sending_frozen", operator, data: { why } });
    await compareAllAnew(tx, operator);
    return tx.$executeRaw`
      UPDATE refund r SET verify_since = clock_timestamp(),
        verify_from_minor = CASE WHEN r.verify_since IS NULL THEN GREATEST(p.refunded_minor, p.gateway_refunded_minor) ELSE r.verify_from_minor END,
        next_run_at = CASE WHEN r.state IN ('awaiting_approval', 'sent_back') THEN clock_timestamp() ELSE r.next_run_at END
      FROM payment p WHERE p.id = r.payment_id
        AND r.state NOT IN ('succeeded', 'failed', 'rejected', 'expired', 'cancelled', 'reversed')`;
  });
  log.error({ why, toVerify }, "sending is frozen: the database may be one from the past");
  return { toVerify };
}

async function compareAllAnew(tx: Prisma.TransactionClient, operator: AppContext["operator"]): Promise<void> {
  await tx.$executeRaw`
    UPDATE reconciliation SET started_at = clock_timestamp(), next_at = clock_timestamp(), cursor = NULL, total = 0, checked = 0,
      unanswered = 0, lease_owner = NULL, lease_until = NULL
    WHERE kind = 'gateway' AND finished_at IS NULL`;
  await tx.$executeRaw`
    INSERT INTO reconciliation (id, gateway_account_id, kind, asked_by, asked_by_name, started_at)
    SELECT gen_random_uuid(), id, 'gateway', ${actorOf(operator)}, ${operator.name}, clock_timestamp() FROM gateway_account
    ON CONFLICT DO NOTHING`;
}

/** An account that stands between a restore and the first send after it. */
export type NotCompared = {
  readonly accountId: string;
  readonly gateway: string;
  readonly label: string;
  /** The last comparison since the freeze; null where none began. */
  readonly comparison: { readonly isOver: boolean; readonly checked: number; readonly unanswered: number } | null;
};

export type Lifted =
  | { readonly kind: "lifted" | "was_not_frozen" }
  | { readonly kind: "not_compared"; readonly accounts: readonly NotCompared[] };

/**
 * By the command line, and only where every account was compared with its gateway since the freeze: sending goes on.
 * What was open at the freeze is still verified, refund by refund, before it leaves.
 */
export async function liftFreeze({ prisma, operator }: Pick<AppContext, "prisma" | "operator">): Promise<Lifted> {
  return prisma.$transaction(async (tx) => {
    const accounts = await notCompared(tx);
    if (accounts.length > 0) return { kind: "not_compared", accounts };
    const lifted =
      await tx.$executeRaw`UPDATE installation SET frozen_at = NULL, frozen_why = NULL WHERE frozen_at IS NOT NULL`;
    if (lifted === 0) return { kind: "was_not_frozen" };
    await recordAudit(tx, { kind: "sending_unfrozen", operator });
    return { kind: "lifted" };
  });
}

/**
 * The accounts without a whole comparison since the freeze: with the gateway and every question answered, or with an
 * extract of its portal. None while sending is not frozen.
 */
export async function notCompared(
  prisma: Pick<Prisma.TransactionClient, "$queryRaw">,
): Promise<readonly NotCompared[]> {
  const rows = await prisma.$queryRaw<
    (Pick<NotCompared, "accountId" | "gateway" | "label"> & {
      isOver: boolean | null;
      checked: number;
      unanswered: number;
    })[]
  >`
    SELECT a.id AS "accountId", a.gateway, a.label, run.is_over AS "isOver", run.checked, run.unanswered
    FROM installation i CROSS JOIN gateway_account a LEFT JOIN LATERAL (
      SELECT finished_at IS NOT NULL AS is_over, checked, unanswered FROM reconciliation
      WHERE gateway_account_id = a.id AND started_at >= i.frozen_at
      ORDER BY (finished_at IS NOT NULL AND unanswered = 0) DESC, started_at DESC LIMIT 1) run ON true
    WHERE i.frozen_at IS NOT NULL AND NOT COALESCE(run.is_over AND run.unanswered = 0, false)
    ORDER BY a.gateway, a.label`;
  return rows.map(({ isOver, checked, unanswered, ...account }) => ({
    ...account,
    comparison: isOver === null ? null : { isOver, checked, unanswered },
  }));
}

/** Since when nothing is sent and why; null while sending goes on. */
export async function readFreeze({ prisma }: Pick<Services, "prisma">): Promise<FrozenDto | null> {
  const row = await prisma.installation.findUnique({ where: { id: 1 } });
  return row?.frozenAt ? { since: row.frozenAt.toISOString(), why: row.frozenWhy ?? "" } : null;
}
