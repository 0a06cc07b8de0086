import { join } from "node:path";
import { parseArgs } from "node:util";
import { keepProof } from "../proof/keep.ts";
import { openMemory } from "../proof/memory.ts";
import { measureOutage, type Outage } from "../real/outage.ts";
import { figuresOf, missing, type Summary, summarise } from "../real/report.ts";
import { type Round, runRound } from "../real/round.ts";
import { buildWeb, generateClient, lockCheckout, root } from "../start/prepare.ts";

/**
 * 10,000 refunds with real processes that die, freeze and lose their database, in eight rounds, two at a time: two web
 * processes, three workers, PostgreSQL and the emulators each. A run begins rounds for at most 35 minutes; the next one
 * of the same commit goes on where it stopped. `-- --write` keeps the figures in docs/proof.
 */
const { values } = parseArgs({
  options: { write: { type: "boolean", default: false }, rounds: { type: "string", default: "8" } },
});
const ROUNDS = Number(values.rounds);
const AT_ONCE = 2;
const REFUNDS = 1_250;
const DECK = {
  ...{ crashesPerPoint: 19, kills: 83, freezes: 12, freezesPerPoint: 7, terminations: 10 },
  ...{ databaseRestarts: 7, cutSessions: 12, lostLeases: 20, fullLeasesPercent: 20 },
};
const PART_MS = 35 * 60_000;

type Kept = { rounds: Summary[]; outage?: Outage };

const memory = openMemory<Kept>("real-processes");
const began = Date.now();
const say = (line: string) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s] ${line}`);
// A whole run is begun anew.
const kept: Kept = memory.earlier?.outage ? { rounds: [] } : (memory.earlier ?? { rounds: [] });

await prepare();
const seeds = Array.from({ length: ROUNDS }, (_, index) => `deep-${index + 1}`).filter(
  (seed) => !kept.rounds.some((round) => round.seed === seed),
);
let broken = 0;
await Promise.all(Array.from({ length: AT_ONCE }, playRounds));
if (broken > 0) process.exit(1);
if (kept.rounds.length >= ROUNDS && !kept.outage) {
  say("an outage of 90 s, with production's own ladder");
  kept.outage = await measureOutage({ refunds: 40, outageS: 90 });
  memory.keep(kept);
}

const figures = figuresOf(kept.rounds, kept.outage);
for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
const lacking = kept.outage
  ? missing(kept.rounds, kept.outage)
  : [`${seeds.length} rounds and the outage: run it again`];
for (const line of lacking) console.error(`missing: ${line}`);
if (values.write)
  keepProof({
    name: "real-processes",
    title: "Processes that die, freeze and lose their database while they send",
    command: "npm run test:deep -- real-processes",
    figures,
  });
process.exit(lacking.length === 0 ? 0 : 1);

async function prepare(): Promise<void> {
  const lock = await lockCheckout(say);
  const signal = new AbortController().signal;
  await generateClient(signal);
  await buildWeb({ log: join(root, ".data", "deep", "build.log"), say, signal }).finally(lock.release);
}

async function playRounds(): Promise<void> {
  for (
    let seed = seeds.shift();
    seed && broken === 0;
    seed = Date.now() - began < PART_MS ? seeds.shift() : undefined
  ) {
    const round = await runRound({ seed, refunds: REFUNDS, deck: DECK, say: (line) => say(`${seed}: ${line}`) });
    report(summarise(round), round);
  }
}

function report(summary: Summary, { happened: { deaths, freezes, databaseRestarts } }: Round): void {
  say(
    `${summary.seed}: ${summary.refunds} refunds in ${(summary.tookMs / 1_000).toFixed(0)} s, ${deaths.length} killed, ` +
      `${freezes.length} frozen, ${databaseRestarts} restarts, ${summary.broken.length} broken`,
  );
  for (const line of summary.broken) console.error(line);
  broken += summary.broken.length;
  if (summary.broken.length > 0) return;
  kept.rounds.push(summary);
  memory.keep(kept);
}
