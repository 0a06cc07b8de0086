import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { CRASH_POINTS } from "../real/crash-points.ts";
import { measureOutage, type Outage } from "../real/outage.ts";
import { type Round, runRound } from "../real/round.ts";
import { buildWeb, generateClient, lockCheckout, root } from "../start/prepare.ts";

/**
 * 10,000 refunds with real processes that die, freeze and lose their database, in eight rounds. A run does rounds for
 * at most 45 minutes; the next goes on where it stopped. `-- --write` keeps the figures in docs/proof.
 */
const { values } = parseArgs({
  options: { write: { type: "boolean", default: false }, rounds: { type: "string", default: "8" } },
});
const ROUNDS = Number(values.rounds);
const REFUNDS = 1_250;
const DECK = {
  ...{ crashesPerPoint: 19, kills: 82, freezes: 12, freezesAtPoint: 14, terminations: 10 },
  ...{ databaseRestarts: 7, cutSessions: 12, lostLeases: 20, fullLeasesPercent: 15 },
};
const PART_MS = 40 * 60_000;

type Summary = Omit<Round, "verdict"> & {
  readonly commit: string;
  readonly refunds: number;
  readonly broken: readonly string[];
  readonly states: Readonly<Record<string, number>>;
};
type Kept = { rounds: Summary[]; outage?: Outage };

const file = join(root, ".data", "deep", "real-processes.json");
const began = Date.now();
const say = (line: string) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s] ${line}`);
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();

const kept: Kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : { rounds: [] };
await prepare();
while (kept.rounds.length < ROUNDS && Date.now() - began < PART_MS) {
  const seed = `deep-${kept.rounds.length + 1}`;
  say(`round ${kept.rounds.length + 1} of ${ROUNDS}, seed ${seed}`);
  const summary = summarise(await runRound({ seed, refunds: REFUNDS, deck: DECK, say }));
  say(`${summary.refunds} refunds, ${summary.happened.deaths.length} deaths, broken: ${summary.broken.length}`);
  for (const line of summary.broken) console.error(line);
  if (summary.broken.length > 0) process.exit(1);
  kept.rounds.push(summary);
  keep();
}
if (kept.rounds.length >= ROUNDS && !kept.outage) {
  say("an outage of 90 s, with production's own ladder");
  kept.outage = await measureOutage({ refunds: 40, outageS: 90 });
  keep();
}
console.log(report(kept));
if (values.write) writeFileSync(join(root, "docs", "proof", "real-processes.md"), report(kept));
process.exit(0);

async function prepare(): Promise<void> {
  const lock = await lockCheckout(say);
  const signal = new AbortController().signal;
  await generateClient(signal);
  await buildWeb({ log: join(root, ".data", "deep", "build.log"), say, signal }).finally(lock.release);
}

function keep(): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(kept));
}

function summarise({ verdict, ...round }: Round): Summary {
  const states: Record<string, number> = {};
  for (const { state } of verdict.refunds) states[state] = (states[state] ?? 0) + 1;
  return {
    ...round,
    commit,
    refunds: verdict.refunds.length,
    broken: [...verdict.broken, ...verdict.strangers.map((reference) => `nobody asked for ${reference}`)],
    states,
  };
}

function report({ rounds, outage }: Kept): string {
  const sum = (of: (round: Summary) => number) => rounds.reduce((total, round) => total + of(round), 0);
  const deaths = rounds.flatMap(({ happened }) => happened.deaths);
  const freezes = rounds.flatMap(({ happened }) => happened.freezes);
  const stops = rounds.flatMap(({ happened }) => happened.stops);
  const takeovers = rounds.flatMap(({ takeoversMs }) => takeoversMs);
  const states = [...new Set(rounds.flatMap((round) => Object.keys(round.states)))].sort();
  const faults = (where: "gateways" | "database") =>
    (["delay", "drop", "half_close", "reset"] as const)
      .map((fault) => `${sum((round) => round.proxied[where][fault])} ${fault.replace("_", "-")}`)
      .join(", ");
  return `# Real processes that die while they send

Made by \`npm run test:deep -- real-processes\`, with \`node scripts/deep/real-processes.ts --write\`. Commits ${[...new Set(rounds.map((round) => round.commit))].join(", ")}; seeds ${rounds.map(({ seed }) => seed).join(", ")}; ${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}.

Two web processes, three workers, PostgreSQL and the emulators of all three gateways, on loopback. Refunds are asked for over REST and approved by a manager; gateways report over HTTP. Two proxies spoil connections between workers and gateways and between workers and database; three gateway answers in ten are faults. Durations of the gateways' rules are divided by about three hundred; one worker's clock is right, one is six hours behind, one six hours ahead. Leases of dead workers end at once, except of ${DECK.fullLeasesPercent} in a hundred, which last their whole minute.

| what | count |
|---|---|
| refunds | ${sum((round) => round.refunds).toLocaleString("en")} in ${rounds.length} rounds, ${Math.round(sum((round) => round.tookMs) / 60_000)} min |
| moved more than once, or said otherwise than moved, or left behind, or an invariant broken | ${sum((round) => round.broken.length)} |
| ended as | ${states.map((state) => `${sum((round) => round.states[state] ?? 0)} \`${state}\``).join(", ")} |
| workers killed (SIGKILL) | ${deaths.length.toLocaleString("en")} |
${CRASH_POINTS.map((point) => `| – at \`${point}\` | ${deaths.filter((death) => death.point === point).length} |`).join("\n")}
| – anywhere | ${deaths.filter(({ how }) => how === "kill").length} |
| workers frozen (SIGSTOP) | ${freezes.length}, of these ${freezes.filter(({ forMs }) => forMs > 3_000).length} for longer than the quiet time and ${freezes.filter(({ point }) => point).length} at a crash point |
| workers told to stop (SIGTERM) | ${stops.length}, ${stops.filter(({ code }) => code === 0).length} ended in order, at most ${(Math.max(0, ...stops.map(({ tookMs }) => tookMs)) / 1_000).toFixed(1)} s |
| database ended at once and started again | ${sum(({ happened }) => happened.databaseRestarts)} |
| sessions cut by the database | ${sum(({ happened }) => happened.cutSessions)} times up to four |
| leases lost while sending | ${sum(({ happened }) => happened.lostLeases)} times up to two |
| connections to gateways spoiled | ${faults("gateways")} |
| connections to the database spoiled | ${faults("database")} |

\`queued\` are refunds that wait behind another one of their payment, which is with people.

## Measured, not asserted

- From the death of a sender to the moment in which another worker took over, with the lease of 60 s as it is: ${figures(takeovers)}.
- ${outage ? `After an outage of ${outage.outageS} s, with production's own ladder, ${outage.unknown} refunds of easylink and PayEase whose answers were lost and that the gateways have on record: ${figures(outage.resolvedMs)} from the gateways' return to the proof.` : "The outage was not measured in this run."}
`;
}

function figures(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number) =>
    `${((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) / 1_000).toFixed(1)} s`;
  return sorted.length === 0 ? "none" : `${sorted.length} times, median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}`;
}
