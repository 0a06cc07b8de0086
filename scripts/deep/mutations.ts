import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "../command.ts";
import type { Mutation } from "../mutations/mutation.ts";
import { simulateWith } from "../mutations/simulate.ts";
import { MUTATIONS } from "../mutations/table.ts";
import { keepProof } from "../proof/keep.ts";
import { root } from "../start/prepare.ts";
import { startTestDatabase } from "../test/database.ts";

/**
 * Every planted money bug against every layer: the tests aimed at it, the simulation, and the whole of the unit and
 * database tests. The last layer takes minutes for each bug, so that a run looks at as many as its time allows; the
 * next one goes on with the others. Every survivor of the first and the last layer is a failure.
 */
const MINUTES = Number(process.env.MINUTES ?? "40");
const WORLDS = 30;
const began = Date.now();
const file = join(root, ".data", "deep", "mutations.json");

type Found = { aimed?: boolean; simulation?: string | null; whole?: boolean };
const found: Record<string, Found> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
for (const { name } of MUTATIONS) found[name] ??= {};

const server = await startTestDatabase();
const env = { ...process.env, TEST_DATABASE_URL: server.url };
await runAimed();
await inPairs(
  MUTATIONS.filter(({ name }) => found[name]?.simulation === undefined),
  async (mutation) => keep(mutation, { simulation: await simulateWith(mutation, WORLDS) }),
);
for (const mutation of MUTATIONS.filter(({ name }) => found[name]?.whole === undefined)) {
  if (isOver()) break;
  keep(mutation, { whole: await failsTheSuite(mutation) });
}
await server.stop();
report();

/** Always anew: they are quick. */
async function runAimed(): Promise<void> {
  const args = (shard: number) => [join("scripts", "mutations", "run.ts"), String(shard), "2"];
  const shards = await Promise.all(
    [0, 1].map((shard) => runCommand(args(shard), { cwd: root, env, output: "capture" })),
  );
  const caught = new Set(
    [
      ...shards
        .map(({ output }) => output)
        .join("")
        .matchAll(/^caught ([\w-]+)/gm),
    ].map(([, name]) => name),
  );
  for (const mutation of MUTATIONS) keep(mutation, { aimed: caught.has(mutation.name) });
}

async function failsTheSuite({ name }: Mutation): Promise<boolean> {
  const config = join("scripts", "mutations", "vitest.config.ts");
  const args = [join("node_modules", "vitest", "vitest.mjs"), "run", "--config", config, "--bail=1", "--reporter=dot"];
  const { status } = await runCommand(args, { cwd: root, env: { ...env, MUTATION: name }, output: "capture" });
  return status !== 0;
}

async function inPairs(mutations: readonly Mutation[], look: (mutation: Mutation) => Promise<void>): Promise<void> {
  const waiting = [...mutations];
  const work = async () => {
    for (let next = waiting.shift(); next && !isOver(); next = waiting.shift()) await look(next);
  };
  await Promise.all([work(), work()]);
}

function keep({ name }: Mutation, more: Found): void {
  found[name] = { ...found[name], ...more };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(found, null, 2));
  if (!("aimed" in more)) console.log(name, JSON.stringify(more));
}

function isOver(): boolean {
  return Date.now() - began > MINUTES * 60_000;
}

function report(): void {
  const all = MUTATIONS.map(({ name }) => ({ name, ...found[name] }));
  const simulated = all.filter(({ simulation }) => simulation !== undefined);
  const whole = all.filter((one) => one.whole !== undefined);
  const survivors = all.filter((one) => one.aimed === false || one.whole === false).map(({ name }) => name);
  const share = (part: readonly unknown[], of: readonly unknown[]) =>
    of.length === 0 ? "not run yet" : `${part.length} of ${of.length}`;
  keepProof({
    name: "mutations",
    title: "Planted money bugs are noticed",
    command: "npm run test:deep -- mutations",
    figures: {
      "caught by the tests aimed at them": share(
        all.filter(({ aimed }) => aimed),
        all,
      ),
      [`caught by ${WORLDS} simulated worlds (those that have a place there)`]: share(
        simulated.filter(({ simulation }) => simulation),
        simulated,
      ),
      "caught by the whole of the unit and database tests, as far as looked at": share(
        whole.filter((one) => one.whole),
        whole,
      ),
      survivors: survivors.join(", ") || "none",
    },
  });
  console.log(survivors.length === 0 ? "Every bug was noticed." : `SURVIVED: ${survivors.join(", ")}`);
  process.exitCode = survivors.length === 0 ? 0 : 1;
}
