import { rolesFor, type Telling } from "#lib/domain/notice.ts";
import type { AppContext } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { Prisma, Refund } from "#prisma/generated/client.ts";

const BATCH = 50;

type Due = { readonly refund_id: string; readonly left_percent: number };

/**
 * Tells those who can decide, and who asked, that half of the time for it is left, and that a tenth is. Each once in a
 * round of approval, however many workers look: what is written into `expiry_warning` decides. Tells how many.
 */
export function warnBeforeExpiry({ prisma, operator }: Pick<AppContext, "prisma" | "operator">): Promise<number> {
  return prisma.$transaction(async (tx) => {
    const due = await tx.$queryRaw<Due[]>`
      INSERT INTO expiry_warning (refund_id, approval_round, left_percent)
      SELECT id, approval_round, share FROM (
        SELECT id, approval_round, expires_at, CASE WHEN expires_at <= now() + ttl * 0.1 THEN 10 ELSE 50 END AS share
        FROM refund
        CROSS JOIN (SELECT make_interval(hours => COALESCE(max(approval_ttl_hours), 72)) AS ttl FROM merchant_settings) AS setting
        WHERE state IN ('awaiting_approval', 'sent_back') AND expires_at > now() AND expires_at <= now() + ttl * 0.5
      ) AS waiting
      WHERE NOT EXISTS (SELECT 1 FROM expiry_warning AS told WHERE told.refund_id = waiting.id
        AND told.approval_round = waiting.approval_round AND told.left_percent <= share)
      ORDER BY expires_at LIMIT ${BATCH}
      ON CONFLICT DO NOTHING
      RETURNING refund_id, left_percent`;
    for (const { refund_id: id, left_percent: left } of due) {
      const refund = await tx.refund.findUniqueOrThrow({ where: { id } });
      await recordAudit(tx, {
        kind: "refund.expiring",
        operator,
        refundId: id,
        paymentId: refund.paymentId,
        orderId: refund.orderId,
        data: { left: left === 10 ? "tenth" : "half" },
        tells: await tellingsFor(tx, refund),
      });
    }
    return due.length;
  });
}

/** Whoever has approved already has nothing left to do. */
async function tellingsFor(tx: Prisma.TransactionClient, refund: Refund): Promise<readonly Telling[]> {
  const requester = refund.requestedByUserId ? [refund.requestedByUserId] : [];
  const toRequester: Telling = { kind: "refund_expiring", people: requester };
  if (refund.state !== "awaiting_approval") return [toRequester];
  const approved = await tx.approval.findMany({ where: { refundId: refund.id, sealedHash: refund.sealedHash } });
  const except = [...requester, ...approved.map(({ approverId }) => approverId)];
  return [toRequester, { kind: "approval_expiring", roles: rolesFor("refunds.approve"), except }];
}
