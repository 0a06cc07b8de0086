import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { mustHappen } from "#lib/simulation/must-happen.ts";
import { type Batch, runMany } from "#lib/simulation/run-many.ts";
import { runSeed } from "#lib/simulation/run-seed.ts";
import { shrink } from "#lib/simulation/shrink.ts";

/**
 * `npm run simulate`: many worlds, each drawn from a seed. `npm run simulate -- --seed 17` runs one of them and tells
 * what happened, moment by moment.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    from: { type: "string", default: "1" },
    seeds: { type: "string", default: "200" },
    refunds: { type: "string" },
    "fault-rate": { type: "string" },
    report: { type: "string" },
  },
});

const limits = {
  ...(values.refunds ? { refunds: Number(values.refunds) } : {}),
  ...(values["fault-rate"] ? { faultRate: Number(values["fault-rate"]) } : {}),
};
process.exitCode = values.seed === undefined ? await many() : await one(values.seed);

async function one(seed: string): Promise<number> {
  const result = await runSeed(seed, { limits, keepsLog: true });
  for (const line of result.log) console.log(line);
  console.log(`\nSeed ${seed}: ${result.refunds} refunds, ${result.events} events, trace ${result.traceHash}.`);
  console.log(result.states);
  for (const { kind, what } of result.violations) console.log(`${kind.toUpperCase()}: ${what}`);
  return result.violations.length === 0 ? 0 : 1;
}

async function many(): Promise<number> {
  const batch = await runMany({ from: Number(values.from), seeds: Number(values.seeds), limits });
  return await report(batch);
}

async function report(batch: Batch): Promise<number> {
  const { seeds, refunds, seconds, traceHash, failures, coverage, states } = batch;
  const must = mustHappen(["neox", "easylink"]);
  const missing = coverage.missing(must);
  console.log(`${refunds} refunds in ${seeds} worlds, ${Math.round(refunds / seconds)} a second, trace ${traceHash}.`);
  console.log(states);
  for (const event of missing) console.log(`Never happened: ${event}.`);
  for (const failure of failures.slice(0, 5)) {
    const { result, options } = await shrink(failure);
    for (const { kind, what } of result.violations.slice(0, 3)) console.log(`${kind.toUpperCase()}: ${what}`);
    console.log(`  npm run simulate -- --seed ${failure.seed} ${options}`);
  }
  const failed = failures.length + missing.length;
  const passed = seeds - failures.length + must.length - missing.length;
  if (values.report) writeFileSync(values.report, JSON.stringify({ passed, failed }));
  return failed === 0 ? 0 : 1;
}
