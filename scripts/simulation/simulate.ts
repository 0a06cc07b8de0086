import { mustHappen } from "#lib/simulation/must-happen.ts";
import { type Batch, type Enumeration, enumerate, type Range, runMany } from "#lib/simulation/run-many.ts";
import { shrink } from "#lib/simulation/shrink.ts";
import { figuresOf } from "./figures.ts";

export const GATEWAYS = ["neox", "easylink", "payease"];
/** PayEase's keys take too long for the thousands of aimed faults of every run. */
const QUICK_GATEWAYS = ["neox", "easylink"];

export type Job = {
  readonly range: Range;
  /** Aimed faults at every point where something begins or ends, at every statement, or none. */
  readonly schedules: "none" | "points";
};

type Simulated = {
  readonly passed: number;
  readonly failed: number;
  readonly figures: Readonly<Record<string, string | number>>;
};

/** Each world and each schedule counts one, and so does each event that some world must have met. */
export async function simulate({ range, schedules }: Job): Promise<Simulated> {
  const batch = await runMany(range);
  // Few worlds have PayEase: all its faults are met by the million of the deep run.
  const must = mustHappen(QUICK_GATEWAYS);
  const missing = batch.coverage.missing(must);
  await tell(batch, missing);
  const aimed = schedules === "none" ? null : await enumerate(QUICK_GATEWAYS, false);
  if (aimed) tellAimed(aimed);
  const failed = batch.failures.length + missing.length + (aimed?.failures.length ?? 0);
  const passed = batch.seeds + must.length + (aimed?.schedules ?? 0) - failed;
  return { passed, failed, figures: figuresOf(range, batch, aimed) };
}

/** What a run met; of the first that failed, how to see them again. */
export async function tell(
  { seeds, refunds, seconds, traceHash, failures, states }: Batch,
  missing: readonly string[] = [],
) {
  const rate = Math.round(refunds / seconds);
  console.log(`${refunds} refunds in ${seeds} worlds, ${rate} a second, ${Math.round(seconds)} s, trace ${traceHash}.`);
  console.log(
    Object.entries(states)
      .map(([state, count]) => `${count} ${state}`)
      .join(", "),
  );
  for (const event of missing) console.log(`Never happened: ${event}.`);
  for (const failure of failures.slice(0, 5)) {
    const { result, options } = await shrink(failure);
    for (const { kind, what } of result.violations.slice(0, 3)) console.log(`${kind.toUpperCase()}: ${what}`);
    console.log(`  npm run simulate -- --seed ${failure.seed} ${options}`);
  }
}

export function tellAimed({ schedules, failures, seconds }: Enumeration): void {
  console.log(`${schedules} schedules of aimed faults, ${failures.length} failed, ${Math.round(seconds)} s.`);
  for (const { schedule, violations } of failures.slice(0, 5)) console.log(JSON.stringify(schedule), violations);
}
