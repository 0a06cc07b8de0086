import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { runSeed } from "#lib/simulation/run-seed.ts";
import { keepProof } from "./proof/keep.ts";
import { simulate } from "./simulation/simulate.ts";

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
    schedules: { type: "string" },
    write: { type: "boolean", default: false },
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
  const range = { from: Number(values.from), seeds: Number(values.seeds), limits };
  const schedules = schedulesOf(values.schedules);
  const { figures, ...counts } = await simulate({ range, schedules });
  if (values.write) {
    const command = `npm run simulate -- --from ${range.from} --seeds ${range.seeds} --schedules ${schedules}`;
    keepProof({ name: "simulation", title: "A hundred thousand refunds in worlds that fail", command, figures });
  }
  if (values.report) {
    mkdirSync(dirname(values.report), { recursive: true });
    writeFileSync(values.report, JSON.stringify(counts));
  }
  return counts.failed === 0 ? 0 : 1;
}

function schedulesOf(text: string | undefined): "none" | "points" {
  return text === "points" ? text : "none";
}
