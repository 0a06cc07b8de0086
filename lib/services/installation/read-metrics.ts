import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import type { Services } from "#lib/services/context.ts";
import { countUnmatchedNotifications } from "#lib/services/notifications/unmatched-notifications.ts";

/** Counts and ages, and nothing that names anybody: whoever can reach the address may read them. */
export async function readMetrics({ prisma }: Pick<Services, "prisma">): Promise<string> {
  const [byState, accounts, unmatched, [now]] = await Promise.all([
    prisma.$queryRaw<
      { state: string; count: number }[]
    >`SELECT state::text, count(*)::int AS count FROM refund GROUP BY state`,
    prisma.$queryRaw<AccountRow[]>`
      SELECT a.id, a.gateway, a.paused_at IS NOT NULL AS paused, b.opened_at IS NOT NULL AS open
      FROM gateway_account a LEFT JOIN gateway_breaker b ON b.gateway_account_id = a.id ORDER BY a.id`,
    countUnmatchedNotifications({ prisma }),
    prisma.$queryRaw<[Gauges]>`
      SELECT
        (SELECT count(*)::int FROM refund WHERE state IN ('queued', 'submitting', 'processing', 'unknown', 'needs_review')) AS open_refunds,
        (SELECT EXTRACT(EPOCH FROM now() - min(started_at))::float8 FROM attempt a JOIN refund r ON r.id = a.refund_id
          WHERE r.state = 'unknown' AND a.kind = 'submit') AS oldest_unknown_seconds,
        (SELECT count(*)::int FROM refunds_unclaimed()) AS unclaimed_refunds,
        (SELECT count(*)::int FROM inbox WHERE done_at IS NULL) AS inbox_backlog,
        (SELECT count(*)::int FROM review_case WHERE closed_at IS NULL) AS open_cases,
        (SELECT EXTRACT(EPOCH FROM now() - max(beat_at))::float8 FROM worker_heartbeat) AS worker_heartbeat_age_seconds,
        (SELECT COALESCE(sum(violations), 0)::int FROM invariant_result) AS invariant_violations`,
  ]);
  const counts = new Map(byState.map((row) => [row.state, row.count]));
  return [
    ...metric(
      "refunds",
      "gauge",
      "Refunds by state.",
      REFUND_STATES.map((state) => [`{state="${state}"}`, counts.get(state) ?? 0]),
    ),
    ...metric("open_refunds", "gauge", "Approved refunds without an end.", [["", now.open_refunds]]),
    ...metric("oldest_unknown_seconds", "gauge", "Age of the oldest send whose outcome is unknown.", [
      ["", now.oldest_unknown_seconds ?? 0],
    ]),
    ...metric("unclaimed_refunds", "gauge", "Due for a minute, and no worker took them.", [
      ["", now.unclaimed_refunds],
    ]),
    ...metric(
      "sending_paused",
      "gauge",
      "1 where people stopped sending for a gateway account.",
      accounts.map((account) => [labelsOf(account), Number(account.paused)]),
    ),
    ...metric(
      "breaker_open",
      "gauge",
      "1 where a gateway does not answer as it should, and nothing is sent to it.",
      accounts.map((account) => [labelsOf(account), Number(account.open)]),
    ),
    ...metric("inbox_backlog", "gauge", "Notifications that wait to be applied.", [["", now.inbox_backlog]]),
    ...metric("unmatched_notifications", "gauge", "Signed, a day old, and about refunds that nobody knows.", [
      ["", unmatched],
    ]),
    ...metric("open_cases", "gauge", "Cases that wait for people.", [["", now.open_cases]]),
    ...metric(
      "worker_heartbeat_age_seconds",
      "gauge",
      "Since a worker last said that it lives; absent before the first.",
      [["", now.worker_heartbeat_age_seconds]],
    ),
    ...metric("invariant_violations", "gauge", "Rows that break an invariant, at the last check.", [
      ["", now.invariant_violations],
    ]),
    ...metric("process_resident_bytes", "gauge", "Memory of this web process.", [["", process.memoryUsage.rss()]]),
    "",
  ].join("\n");
}

type AccountRow = {
  readonly id: string;
  readonly gateway: string;
  readonly paused: boolean;
  readonly open: boolean;
};

function labelsOf({ id, gateway }: AccountRow): string {
  return `{account="${id}",gateway="${gateway}"}`;
}

type Gauges = {
  readonly unclaimed_refunds: number;
  readonly open_refunds: number;
  readonly oldest_unknown_seconds: number | null;
  readonly inbox_backlog: number;
  readonly open_cases: number;
  readonly worker_heartbeat_age_seconds: number | null;
  readonly invariant_violations: number;
};

type Sample = readonly [labels: string, value: number | null];

/** Prometheus' text format 0.0.4. */
function metric(name: string, type: "gauge" | "counter", help: string, samples: readonly Sample[]): string[] {
  const full = `refund_desk_${name}`;
  const lines = samples.filter(([, value]) => value !== null).map(([labels, value]) => `${full}${labels} ${value}`);
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...lines];
}
