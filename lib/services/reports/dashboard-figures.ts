import { BALANCE_EFFECT, REFUND_STATES, type RefundState } from "#lib/domain/refund-state.ts";
import { Prisma, type PrismaClient } from "#prisma/generated/client.ts";

/**
 * Where the dashboard's figures come from, one statement each. Money that moved is what the ledger says, money that
 * is reserved what the open refunds say, and both equal the counters of the payments (J06). Every sum is of one
 * currency.
 */
export type Period = { readonly zone: string; readonly days: number };

export type OpenRow = { state: RefundState; gateway: string; currency: string; refunds: number; minor: bigint };
export type PaidRow = { gateway: string; currency: string; minor: bigint };

/** Amounts are texts of minor units, because they travel as JSON. */
export type BookedRow = {
  day: string;
  gateway: string;
  currency: string;
  kind: "post" | "reverse";
  refunds: number;
  minor: string;
};
export type FeeRow = { gateway: string; currency: string; fee: string; refunds: number };
export type ProofTimeRow = { gateway: string; refunds: number; ours_s: number; theirs_s: number };
export type ReasonRow = { reason: string; currency: string; refunds: number; minor: string };
export type Ended = {
  readonly booked: readonly BookedRow[];
  readonly fees: readonly FeeRow[];
  readonly proof: readonly ProofTimeRow[];
  readonly reasons: readonly ReasonRow[];
};

const MOST_REASONS = 8;
/** The states whose money is neither back with the customer nor free again. */
const OPEN: readonly RefundState[] = REFUND_STATES.filter((state) => BALANCE_EFFECT[state] === "reserved");

export function readOpen(prisma: PrismaClient): Promise<OpenRow[]> {
  return prisma.$queryRaw`
    SELECT state, gateway, currency, count(*)::int AS refunds, sum(amount_minor)::bigint AS minor FROM refund
    WHERE state = ANY(${OPEN}::refund_state[])
    GROUP BY state, gateway, currency ORDER BY state, gateway, currency`;
}

export function readPaid(prisma: PrismaClient, period: Period): Promise<PaidRow[]> {
  return prisma.$queryRaw`
    SELECT gateway, currency, sum(captured_minor)::bigint AS minor FROM payment
    WHERE status = 'succeeded' AND paid_at >= ${beginOf(period)} GROUP BY 1, 2 ORDER BY 1, 2`;
}

/**
 * What came to an end, read once and summed up in four ways, so that they agree with each other: bookings by day of
 * the reader's zone; fees as the gateway told them with its proof, in the refund's currency; medians of the time until
 * the send and from there to the proof (a refund that waited over a weekend should not hide how it goes as a rule);
 * and reasons, the most frequent of each currency.
 */
export async function readEnded(prisma: PrismaClient, period: Period): Promise<Ended> {
  const [ended] = await prisma.$queryRaw<[Ended]>`
    WITH ended AS MATERIALIZED (
      SELECT l.kind, (l.at AT TIME ZONE ${period.zone})::date AS day, r.gateway, r.currency, r.reason, l.amount_minor, told.fee,
        extract(epoch FROM sent.at - r.created_at)::float8 AS ours_s, extract(epoch FROM l.at - sent.at)::float8 AS theirs_s
      FROM ledger l JOIN refund r ON r.id = l.refund_id
      LEFT JOIN LATERAL (SELECT min(a.started_at) AS at FROM attempt a WHERE a.refund_id = r.id AND a.kind = 'submit') sent ON TRUE
      LEFT JOIN LATERAL (SELECT max((e.detail->>'fee')::numeric) AS fee FROM evidence e WHERE e.refund_id = r.id AND e.verdict = 'moved') told
        ON l.kind = 'post'
      WHERE l.at >= ${beginOf(period)} AND (l.kind IN ('post', 'reverse') OR (l.kind = 'release' AND r.state = 'failed'))),
    booked AS (
      SELECT day, gateway, currency, kind, count(*) AS refunds, sum(amount_minor)::text AS minor FROM ended
      WHERE kind <> 'release' GROUP BY 1, 2, 3, 4),
    fees AS (
      SELECT gateway, currency, sum(fee)::text AS fee, count(*) AS refunds FROM ended WHERE fee IS NOT NULL GROUP BY 1, 2),
    proof AS (
      SELECT gateway, count(*) AS refunds, percentile_cont(0.5) WITHIN GROUP (ORDER BY ours_s) AS ours_s,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY theirs_s) AS theirs_s
      FROM ended WHERE kind <> 'reverse' AND ours_s IS NOT NULL GROUP BY 1),
    reasons AS (
      SELECT reason, currency, count(*) AS refunds, sum(amount_minor)::text AS minor,
        row_number() OVER (PARTITION BY currency ORDER BY count(*) DESC, reason) AS place
      FROM ended WHERE kind = 'post' GROUP BY 1, 2)
    SELECT
      COALESCE((SELECT json_agg(b ORDER BY b.day, b.gateway) FROM booked b), '[]') AS booked,
      COALESCE((SELECT json_agg(f) FROM fees f), '[]') AS fees,
      COALESCE((SELECT json_agg(p ORDER BY p.gateway) FROM proof p), '[]') AS proof,
      COALESCE((SELECT json_agg(r ORDER BY r.place) FROM reasons r WHERE r.place <= ${MOST_REASONS}), '[]') AS reasons`;
  return ended;
}

/** The days of the period, oldest first; the last one is today. */
export async function readDays(prisma: PrismaClient, { zone, days }: Period): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ day: string }[]>`
    SELECT ((now() AT TIME ZONE ${zone})::date - back)::text AS day FROM generate_series(${days - 1}::int, 0, -1) back`;
  return rows.map((row) => row.day);
}

function beginOf({ zone, days }: Period): Prisma.Sql {
  return Prisma.sql`(((now() AT TIME ZONE ${zone})::date - ${days - 1}::int)::timestamp AT TIME ZONE ${zone})`;
}
