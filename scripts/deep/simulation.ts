import { parseArgs } from "node:util";
import { Coverage } from "#lib/simulation/coverage.ts";
import { mustHappen } from "#lib/simulation/must-happen.ts";
import { type Batch, type Enumeration, enumerate, runMany, together } from "#lib/simulation/run-many.ts";
import { keepProof } from "../proof/keep.ts";
import { openMemory } from "../proof/memory.ts";
import { figuresOf } from "../simulation/figures.ts";
import { GATEWAYS, tell, tellAimed } from "../simulation/simulate.ts";

/**
 * A million refunds in other worlds than those of `npm test`, piece by piece, and aimed faults at every statement. A run
 * begins pieces for at most 40 minutes; the next one of the same commit goes on where it stopped. `-- --write` keeps
 * the figures in docs/proof.
 */
const { values } = parseArgs({
  options: { write: { type: "boolean", default: false }, seeds: { type: "string", default: "42500" } },
});
const FROM = 1_000_000;
const PIECES = 20;
const SEEDS = Math.ceil(Number(values.seeds) / PIECES);
const RUNS_FOR_MS = 40 * 60_000;

type KeptBatch = Omit<Batch, "coverage" | "failures"> & { readonly met: Readonly<Record<string, number>> };
type Kept = {
  readonly seeds: number;
  readonly pieces: KeptBatch[];
  aimed?: Pick<Enumeration, "schedules" | "seconds">;
};

const memory = openMemory<Kept>("simulation");
const began = Date.now();
const isOver = () => Date.now() - began > RUNS_FOR_MS;
const kept = memory.earlier?.seeds === SEEDS ? memory.earlier : ({ seeds: SEEDS, pieces: [] } as Kept);

while (kept.pieces.length < PIECES && !isOver()) {
  const batch = await runMany({ from: FROM + kept.pieces.length * SEEDS, seeds: SEEDS });
  await tell(batch);
  if (batch.failures.length > 0) process.exit(1);
  const { coverage, failures: _, ...piece } = batch;
  kept.pieces.push({ ...piece, met: coverage.counts });
  memory.keep(kept);
}
const whole = together(kept.pieces.map(opened));
const missing = whole.coverage.missing(mustHappen(GATEWAYS));
if (kept.pieces.length === PIECES && !kept.aimed && !isOver()) {
  const aimed = await enumerate(GATEWAYS, true);
  tellAimed(aimed);
  if (aimed.failures.length > 0) process.exit(1);
  kept.aimed = { schedules: aimed.schedules, seconds: aimed.seconds };
  memory.keep(kept);
}

await tell(whole, kept.pieces.length === PIECES ? missing : []);
if (!kept.aimed) console.log("Not all has run: run it again.");
if (values.write && kept.aimed)
  keepProof({
    name: "simulation-million",
    title: "A million refunds in worlds that fail",
    command: "npm run test:deep -- simulation",
    figures: figuresOf({ from: FROM, seeds: whole.seeds }, whole, { ...kept.aimed, failures: [] }),
  });
process.exit(kept.aimed && missing.length === 0 ? 0 : 1);

function opened({ met, ...piece }: KeptBatch): Batch {
  const coverage = new Coverage();
  coverage.add(met);
  return { ...piece, coverage, failures: [] };
}
