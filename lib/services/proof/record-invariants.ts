import { newId } from "#lib/domain/ids.ts";
import type { AppContext } from "#lib/services/context.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { recordAudit } from "./audit.ts";
import { checkInvariants, type InvariantOutcome, readTouched } from "./check-invariants.ts";

const EVERY_MS = 5 * 60_000;
const WHOLE_EVERY_MS = 24 * 3_600_000;
/** A transaction that began before the last check may have been committed after it. */
const OVERLAP_MS = 10 * 60_000;
const KEPT_DAYS = 30;

/**
 * Every five minutes one of the workers looks whether everything holds that must: at what was touched since, and once
 * a day at everything, as it does while something is broken. Keeps the results for the proof page.
 */
export async function recordInvariants(context: AppContext): Promise<boolean> {
  const { prisma } = context;
  const check = await dueCheck(prisma);
  if (!check) return false;

  const began = performance.now();
  const touched = check.since ? await readTouched(prisma, check.since) : undefined;
  const outcomes = await checkInvariants(prisma, touched);
  const seen = touched ? touched.refundIds.length : await prisma.refund.count();
  const violations = outcomes.reduce((sum, outcome) => sum + outcome.violations, 0);
  const tookMs = Math.round(performance.now() - began);
  await prisma.invariantRun.create({
    data: { id: newId(), startedAt: check.now, whole: !touched, seen, violations, tookMs },
  });
  await prisma.$executeRaw`DELETE FROM invariant_run WHERE started_at < now() - make_interval(days => ${KEPT_DAYS}::int)`;
  for (const outcome of outcomes) await keep(context, outcome, check.now);
  return false;
}

type Check = { readonly now: Date; readonly since: Date | null };

/** Not before a worker has been up for a minute: what fell due while none ran is not overdue yet. */
async function dueCheck(prisma: PrismaClient): Promise<Check | null> {
  const [row] = await prisma.$queryRaw<
    [{ now: Date; isUp: boolean; last: Date | null; lastWhole: Date | null; broken: boolean }]
  >`
    SELECT now(), EXISTS (SELECT 1 FROM worker_heartbeat WHERE beat_at > now() - interval '30 s' AND started_at < now() - interval '60 s') AS "isUp",
      (SELECT max(started_at) FROM invariant_run) AS last, (SELECT max(started_at) FROM invariant_run WHERE whole) AS "lastWhole",
      EXISTS (SELECT 1 FROM invariant_result WHERE violations > 0) AS broken`;
  const { now, isUp, last, lastWhole, broken } = row;
  const ago = (at: Date | null) => (at ? now.getTime() - at.getTime() : Number.POSITIVE_INFINITY);
  if (!isUp || ago(last) < EVERY_MS) return null;
  if (!last || broken || ago(lastWhole) >= WHOLE_EVERY_MS) return { now, since: null };
  return { now, since: new Date(last.getTime() - OVERLAP_MS) };
}

/** What is broken calls people at once, and stays with them until it holds again. */
async function keep(context: AppContext, outcome: InvariantOutcome, checkedAt: Date): Promise<void> {
  const { prisma, log, operator } = context;
  const { name, title, violations, sample, tookMs } = outcome;
  const isBroken = violations > 0;
  if (isBroken) log.error({ invariant: name, violations, sample }, `an invariant does not hold: ${title}`);

  await prisma.$transaction(async (tx) => {
    const before = await tx.invariantResult.findUnique({ where: { name } });
    const result = { violations, sample: [...sample], tookMs, checkedAt };
    await tx.invariantResult.upsert({ where: { name }, create: { name, ...result }, update: result });
    if (isBroken === (before?.violations ?? 0) > 0) return;

    const detail = { name, violations, sample: [...sample] };
    await recordAudit(tx, { kind: isBroken ? "invariant.broken" : "invariant.holds", operator, data: detail });
    if (isBroken) await tx.case.create({ data: { id: newId(), kind: "invariant_broken", severity: 1, detail } });
    else
      await tx.$executeRaw`UPDATE review_case SET closed_at = now(), closed_by = 'worker'
        WHERE kind = 'invariant_broken' AND closed_at IS NULL AND detail->>'name' = ${name}`;
  });
}
