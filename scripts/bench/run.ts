import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import { root } from "../start/prepare.ts";
import { type Desk, openDesk } from "./desk.ts";
import type { Figure, Plan } from "./figures.ts";
import type { Bench, Part } from "./part.ts";
import { clicks } from "./parts/clicks.ts";
import { dashboard } from "./parts/dashboard.ts";
import { exports } from "./parts/exports.ts";
import { floors } from "./parts/floors.ts";
import { invariants } from "./parts/invariants.ts";
import { javascript } from "./parts/javascript.ts";
import { latency } from "./parts/latency.ts";
import { lighthouse } from "./parts/lighthouse.ts";
import { list } from "./parts/list.ts";
import { memory } from "./parts/memory.ts";
import { order } from "./parts/order.ts";
import { plans } from "./parts/plans.ts";
import { refund } from "./parts/refund.ts";
import { search } from "./parts/search.ts";
import { start } from "./parts/start.ts";
import { statements } from "./parts/statements.ts";
import { printPart, printSummary } from "./report.ts";
import { startWeb, type Web } from "./web.ts";

/** In this order: what loads the machine or changes data comes after what must be quiet. */
const PARTS: readonly Part[] = [
  ...[floors, list, search, order, dashboard, statements, plans, invariants],
  ...[start, javascript, clicks, lighthouse, latency, memory, exports, refund],
];

/** Runs the named parts, or all; the status that the process ends with. A target that is missed is a finding, no error. */
export async function runBench(args: readonly string[]): Promise<number> {
  const asJson = args.includes("--json");
  const names = args.filter((arg) => arg !== "--json");
  const unknown = names.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown) {
    console.error(`There is no part ${unknown}. Parts: ${PARTS.map(({ name }) => name).join(", ")}.`);
    return 1;
  }

  const began = Date.now();
  const [loadBefore = 0] = loadavg();
  const say = asJson ? () => {} : (line: string) => console.log(line);
  const { bench, close } = openBench(say);
  const figures: Figure[] = [];
  const plans: Plan[] = [];
  try {
    for (const part of PARTS.filter((one) => isWanted(one, names))) {
      say(`\n${part.title}`);
      const found = await part.run(bench);
      figures.push(...found.figures);
      plans.push(...(found.plans ?? []));
      if (!asJson) printPart(found, figures);
    }
  } catch (error) {
    console.error(error);
    return 1;
  } finally {
    await close();
  }

  const seconds = Math.round((Date.now() - began) / 1_000);
  if (asJson) console.log(JSON.stringify({ ...surroundings(loadBefore), seconds, figures, plans }, null, 2));
  else printSummary(figures, surroundings(loadBefore), seconds);
  return 0;
}

function isWanted({ name, onlyByName = false }: Part, names: readonly string[]): boolean {
  return names.length === 0 ? !onlyByName : names.includes(name);
}

function openBench(say: Bench["say"]): { readonly bench: Bench; readonly close: () => Promise<void> } {
  let desk: Promise<Desk> | undefined;
  let web: Promise<Web> | undefined;
  const openedDesk = () => {
    desk ??= openDesk(say);
    return desk;
  };
  const launch = async () => startWeb(await openedDesk(), say);
  const stopWeb = async () => {
    const running = web;
    web = undefined;
    await (await running)?.stop();
  };
  return {
    bench: {
      say,
      desk: openedDesk,
      web: () => {
        web ??= launch();
        return web;
      },
      freshWeb: async () => {
        await stopWeb();
        web = launch();
        return web;
      },
    },
    async close() {
      await stopWeb().catch(() => {});
      await (await desk?.catch(() => undefined))?.close();
    },
  };
}

export type Surroundings = {
  readonly commit: string;
  readonly at: string;
  readonly cpus: number;
  readonly cpu: string;
  readonly memoryGb: number;
  /** Of the minute before the run: what others did on the machine. */
  readonly loadBefore: number;
  readonly node: string;
};

function surroundings(loadBefore: number): Surroundings {
  const processors = cpus();
  return {
    commit: commitOf(),
    at: new Date().toISOString(),
    cpus: processors.length,
    cpu: processors[0]?.model ?? "",
    memoryGb: Math.round(totalmem() / 1e9),
    loadBefore,
    node: process.version,
  };
}

function commitOf(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "unknown";
  }
}
