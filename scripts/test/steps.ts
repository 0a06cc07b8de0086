import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findChromium, installChromium } from "../chromium.ts";
import type { CommandResult } from "../command.ts";
import { MUTATIONS } from "../mutations/table.ts";
import { runPrisma } from "../prisma.ts";
import { openTemporaryFolder } from "../processes.ts";
import { buildWeb, generateClient, lockCheckout, root } from "../start/prepare.ts";
import { countPlaywright, countReport, countVitest } from "./counts.ts";

export type StepResult = { readonly passed: number; readonly failed: number; readonly note?: string };

/** What a step finds: its programs' output is kept and shown whole when it has ended. */
export type Surroundings = {
  /** One server for the steps that need one, started by the first of them. */
  readonly databaseUrl: () => Promise<string>;
  readonly say: (text: string) => void;
  /** Runs one of npm's programs to its end; its status. */
  readonly command: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<CommandResult>;
};

export type Step = {
  readonly name: string;
  readonly title: string;
  /**
   * The steps of a lane run one after the other, the lanes side by side. What waits for databases, clocks and browsers
   * goes first; what only computes takes what that leaves over; what fills all cores by itself has them alone.
   */
  readonly lane: "alone" | "waits" | "computes";
  /** Steps without whose success this one can only fail. */
  readonly needs?: readonly string[];
  readonly run: (surroundings: Surroundings) => Promise<StepResult>;
};

const bin = (path: string) => join(root, "node_modules", path);
// Biome takes its colours from the environment, and would paint a log file.
const colors = process.stdout.isTTY ? [] : ["--colors=off"];
const reports = join(root, ".test");
const CRUISED = ["app", "components", "lib", "workers", "prisma", "scripts"];

/** What `npm test` does; needs come before those that need them. A check counts one, a test counts one. */
export const STEPS: readonly Step[] = [
  { name: "client", title: "Database client", lane: "computes", run: client },
  { name: "simulation", title: "Simulation", lane: "alone", needs: ["client"], run: simulation },
  {
    name: "vitest",
    title: "Unit, property, contract and database tests",
    lane: "waits",
    needs: ["client"],
    run: vitest,
  },
  {
    name: "build",
    title: "Build",
    lane: "computes",
    needs: ["client"],
    run: build,
  },
  { name: "e2e", title: "Journeys in a browser", lane: "waits", needs: ["build"], run: e2e },
  {
    name: "lint",
    title: "Format and lint",
    lane: "computes",
    run: check([bin("@biomejs/biome/bin/biome"), "ci", "--diagnostic-level=warn", ...colors, "."]),
  },
  {
    name: "boundaries",
    title: "Boundaries",
    lane: "computes",
    needs: ["client"],
    run: check([bin("dependency-cruiser/bin/dependency-cruise.mjs"), ...CRUISED]),
  },
  { name: "types", title: "Types", lane: "computes", needs: ["client"], run: types },
  { name: "drift", title: "Migrations and schema agree", lane: "computes", run: drift },
  { name: "mutations", title: "Planted money bugs are caught", lane: "computes", needs: ["vitest"], run: mutations },
];

const NEVER = new AbortController().signal;

async function client({ say }: Surroundings): Promise<StepResult> {
  const lock = await lockCheckout(say);
  await generateClient(NEVER).finally(lock.release);
  return { passed: 1, failed: 0 };
}

async function types({ command }: Surroundings): Promise<StepResult> {
  await command([bin("next/dist/bin/next"), "typegen"]);
  return verdict(await command([bin("typescript/bin/tsc"), "--noEmit"]));
}

async function drift({ databaseUrl, say }: Surroundings): Promise<StepResult> {
  const compared = ["--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma"];
  const env = { DATABASE_URL: await databaseUrl() };
  const result = await runPrisma(["migrate", "diff", ...compared, "--exit-code"], { env });
  if (result.status !== 0) say(result.output);
  return verdict(result);
}

async function vitest({ databaseUrl, command }: Surroundings): Promise<StepResult> {
  const report = reportOf("vitest");
  const args = ["run", "--project=unit", "--project=db", "--reporter=dot", "--reporter=json"];
  const { status } = await command([bin("vitest/vitest.mjs"), ...args, `--outputFile.json=${report}`], {
    TEST_DATABASE_URL: await databaseUrl(),
  });
  return countVitest(report, status);
}

/** One for each bug that the tests aimed at it catch. A bug that survives, or whose text is gone, has failed. */
async function mutations({ databaseUrl, command }: Surroundings): Promise<StepResult> {
  const env = { TEST_DATABASE_URL: await databaseUrl() };
  const run = join("scripts", "mutations", "run.ts");
  const shards = await Promise.all([0, 1].map((shard) => command([run, String(shard), "2"], env)));
  const lines = shards.flatMap(({ output }) => output.split("\n"));
  const passed = lines.filter((line) => line.startsWith("caught ")).length;
  return { passed, failed: MUTATIONS.length - passed };
}

/** How many worlds there are. The aimed faults have a minute of their own: `npm run simulate -- --schedules points`. */
const SEEDS = "4150";

/** Each simulated world counts one, and so does each event that some world must have met. */
async function simulation({ command }: Surroundings): Promise<StepResult> {
  const report = reportOf("simulation");
  const { status } = await command(["scripts/simulate.ts", "--seeds", SEEDS, "--report", report]);
  return countReport(report, status);
}

async function build({ say }: Surroundings): Promise<StepResult> {
  const lock = await lockCheckout(say);
  await buildWeb({ log: join(reports, "build.log"), say, signal: NEVER }).finally(lock.release);
  return { passed: 1, failed: 0 };
}

async function e2e({ command, say }: Surroundings): Promise<StepResult> {
  if (!findChromium()) {
    say("Installing a browser…");
    installChromium();
  }
  const report = reportOf("playwright");
  const dataDir = openTemporaryFolder("refund-desk-e2e-");
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, E2E_DATA_DIR: dataDir, NODE_ENV: "test" } as const;
  const { status } = await command([bin("@playwright/test/cli.js"), "test", "--reporter=dot,json"], env);
  rmSync(dataDir, { recursive: true, force: true });
  return countPlaywright(report, status);
}

function reportOf(name: string): string {
  mkdirSync(reports, { recursive: true });
  return join(reports, `${name}.json`);
}

function check(args: readonly string[]): Step["run"] {
  return async ({ command }) => verdict(await command(args));
}

function verdict({ status }: CommandResult): StepResult {
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
