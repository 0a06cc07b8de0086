import type { AccountHealthDto } from "#lib/contracts/gateway-account.ts";
import type { BreakerReason } from "#lib/domain/breaker.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";

/** How each account is doing, read from the attempts themselves: the way of a refund writes nothing for it. */
export async function readAccountHealth(context: AppContext): Promise<Result<AccountHealthDto[], AppError>> {
  const allowed = demand(context, "gateway_accounts.manage");
  if (!allowed.ok) return allowed;
  const rows = await context.prisma.$queryRaw<HealthRow[]>`
    WITH calls AS (
      SELECT r.gateway_account_id AS id,
        max(t.ended_at) FILTER (WHERE t.outcome IN ('ack', 'refused')) AS last_good_at,
        count(*) FILTER (WHERE t.started_at > now() - interval '1 hour')::int AS calls,
        count(*) FILTER (WHERE t.started_at > now() - interval '1 hour' AND t.outcome IN ('ambiguous', 'not_sent', 'proven_absent'))::int AS failed,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM t.ended_at - t.started_at) * 1000)
          FILTER (WHERE t.started_at > now() - interval '1 hour' AND t.outcome IN ('ack', 'refused'))::float8 AS median_ms
      FROM attempt t JOIN refund r ON r.id = t.refund_id
      WHERE t.started_at > now() - interval '7 days' AND t.outcome <> 'open'
      GROUP BY 1
    ), waiting AS (
      SELECT gateway_account_id AS id, count(*)::int AS pending, min(COALESCE(approved_at, created_at)) AS oldest_pending_at
      FROM refund WHERE state IN ('queued', 'submitting', 'processing', 'unknown', 'needs_review') GROUP BY 1
    )
    SELECT a.id, c.last_good_at, COALESCE(c.calls, 0) AS calls, COALESCE(c.failed, 0) AS failed, c.median_ms,
      COALESCE(w.pending, 0) AS pending, w.oldest_pending_at, b.opened_at, b.why, b.failures, b.probe_at
    FROM gateway_account a LEFT JOIN calls c ON c.id = a.id LEFT JOIN waiting w ON w.id = a.id
      LEFT JOIN gateway_breaker b ON b.gateway_account_id = a.id AND b.opened_at IS NOT NULL`;
  return ok(rows.map(toDto));
}

type HealthRow = {
  readonly id: string;
  readonly last_good_at: Date | null;
  readonly calls: number;
  readonly failed: number;
  readonly median_ms: number | null;
  readonly pending: number;
  readonly oldest_pending_at: Date | null;
} & (
  | { readonly opened_at: null }
  | { readonly opened_at: Date; readonly why: BreakerReason; readonly failures: number; readonly probe_at: Date }
);

function toDto(row: HealthRow): AccountHealthDto {
  return {
    gatewayAccountId: row.id,
    lastGoodAt: row.last_good_at?.toISOString() ?? null,
    calls: row.calls,
    failed: row.failed,
    medianMs: row.median_ms === null ? null : Math.round(row.median_ms),
    pending: row.pending,
    oldestPendingAt: row.oldest_pending_at?.toISOString() ?? null,
    breaker: row.opened_at && {
      since: row.opened_at.toISOString(),
      why: row.why,
      failures: row.failures,
      nextProbeAt: row.probe_at.toISOString(),
    },
  };
}
