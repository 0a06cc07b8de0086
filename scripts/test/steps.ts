import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findChromium, installChromium } from "../chromium.ts";
import { runCommand } from "../command.ts";
import { MUTATIONS } from "../mutations/table.ts";
import { runPrisma } from "../prisma.ts";
import { openTemporaryFolder } from "../processes.ts";
import { buildWeb, generateClient, lockCheckout, root } from "../start/prepare.ts";
import { countPlaywright, countReport, countVitest } from "./counts.ts";

export type StepResult = { readonly passed: number; readonly failed: number; readonly note?: string };

export type Step = {
  readonly name: string;
  readonly title: string;
  /** Steps without whose success this one can only fail. */
  readonly needs?: readonly string[];
  readonly run: (databaseUrl: () => Promise<string>) => Promise<StepResult>;
};

const bin = (path: string) => join(root, "node_modules", path);
// Biome takes its colours from the environment, and would paint a log file.
const colors = process.stdout.isTTY ? [] : ["--colors=off"];
const reports = join(root, ".test");

/** What `npm test` does, in this order. A check counts one, a test counts one. */
export const STEPS: readonly Step[] = [
  { name: "client", title: "Database client", run: client },
  {
    name: "lint",
    title: "Format and lint",
    run: () => check([bin("@biomejs/biome/bin/biome"), "ci", "--diagnostic-level=warn", ...colors, "."]),
  },
  {
    name: "boundaries",
    title: "Boundaries",
    needs: ["client"],
    run: () => check([bin("dependency-cruiser/bin/dependency-cruise.mjs"), ...CRUISED]),
  },
  { name: "types", title: "Types", needs: ["client"], run: types },
  { name: "drift", title: "Migrations and schema agree", run: drift },
  { name: "vitest", title: "Unit, property, contract and database tests", needs: ["client"], run: vitest },
  { name: "mutations", title: "Planted money bugs are caught", needs: ["vitest"], run: mutations },
  { name: "simulation", title: "Simulation", needs: ["client"], run: simulation },
  { name: "build", title: "Build", needs: ["client"], run: build },
  { name: "e2e", title: "Journeys in a browser", needs: ["build"], run: e2e },
];

const NEVER = new AbortController().signal;
const CRUISED = ["app", "components", "lib", "workers", "prisma", "scripts", "proxy.ts"];

async function client(): Promise<StepResult> {
  const lock = await lockCheckout(console.log);
  await generateClient(NEVER).finally(lock.release);
  return { passed: 1, failed: 0 };
}

async function types(): Promise<StepResult> {
  await runCommand([bin("next/dist/bin/next"), "typegen"], { cwd: root, output: "capture" });
  return check([bin("typescript/bin/tsc"), "--noEmit"]);
}

async function drift(databaseUrl: () => Promise<string>): Promise<StepResult> {
  const compared = ["--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma"];
  const env = { DATABASE_URL: await databaseUrl() };
  const { status, output } = await runPrisma(["migrate", "diff", ...compared, "--exit-code"], { env });
  if (status !== 0) console.log(output);
  return verdict(status);
}

async function vitest(databaseUrl: () => Promise<string>): Promise<StepResult> {
  return runVitest("vitest", ["--project=unit", "--project=db"], { TEST_DATABASE_URL: await databaseUrl() });
}

async function runVitest(
  name: string,
  projects: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  const report = join(reports, `${name}.json`);
  mkdirSync(reports, { recursive: true });
  const args = ["run", ...projects, "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const env = { ...process.env, ...more };
  const { status } = await runCommand([bin("vitest/vitest.mjs"), ...args], { cwd: root, env, output: "terminal" });
  return countVitest(report, status);
}

/** One for each bug that the tests aimed at it catch. A bug that survives, or whose text is gone, has failed. */
async function mutations(databaseUrl: () => Promise<string>): Promise<StepResult> {
  const env = { ...process.env, TEST_DATABASE_URL: await databaseUrl() };
  const shards = await Promise.all(
    [0, 1].map((shard) =>
      runCommand([join("scripts", "mutations", "run.ts"), String(shard), "2"], { cwd: root, env, output: "capture" }),
    ),
  );
  const output = shards.map((shard) => shard.output).join("");
  console.log(output.trim());
  const passed = output.split("\n").filter((line) => line.startsWith("caught ")).length;
  return { passed, failed: MUTATIONS.length - passed };
}

/** How many worlds there are. The aimed faults have a minute of their own: `npm run simulate -- --schedules points`. */
const SEEDS = "900";

/** Each simulated world counts one, and so does each event that some world must have met. */
async function simulation(): Promise<StepResult> {
  const report = join(reports, "simulation.json");
  mkdirSync(reports, { recursive: true });
  const args = ["scripts/simulate.ts", "--seeds", SEEDS, "--report", report];
  const { status } = await runCommand(args, { cwd: root, output: "terminal" });
  return countReport(report, status);
}

async function build(): Promise<StepResult> {
  const lock = await lockCheckout(console.log);
  await buildWeb({ log: join(reports, "build.log"), say: console.log, signal: NEVER }).finally(lock.release);
  return { passed: 1, failed: 0 };
}

async function e2e(): Promise<StepResult> {
  if (!findChromium()) {
    console.log("Installing a browser…");
    installChromium();
  }
  const report = join(reports, "playwright.json");
  const dataDir = openTemporaryFolder("refund-desk-e2e-");
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, E2E_DATA_DIR: dataDir, NODE_ENV: "test" } as const;
  const { status } = await runCommand([bin("@playwright/test/cli.js"), "test", "--reporter=dot,json"], {
    cwd: root,
    env,
    output: "terminal",
  });
  rmSync(dataDir, { recursive: true, force: true });
  return countPlaywright(report, status);
}

async function check(args: readonly string[]): Promise<StepResult> {
  const { status } = await runCommand(args, { cwd: root, output: "terminal" });
  return verdict(status);
}

function verdict(status: number): StepResult {
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
