import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UNDER_NPM_START } from "#lib/env.ts";
import { createLogger } from "#lib/logger.ts";
import type { Services } from "#lib/services/context.ts";
import { openServices } from "#lib/services/open-services.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../embedded-postgres.ts";
import { freePort, guardAgainstOrphan, openTemporaryFolder } from "../processes.ts";
import { tailOf } from "../start/child.ts";
import { migrate } from "../start/database.ts";
import { compileCache, root } from "../start/prepare.ts";
import { WEB } from "../start/refund-desk.ts";
import { dataDirectory, putBack } from "./backup.ts";
import type { Chance } from "./chance.ts";
import { type FaultProxy, openFaultProxy } from "./fault-proxy.ts";

export type Process = {
  readonly pid: number;
  /** By the handle of our own child, never by a number that may be somebody else's by now; false when it has ended. */
  readonly signal: (signal: NodeJS.Signals) => boolean;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly hasEnded: () => boolean;
};

/** A whole installation of real processes on loopback: PostgreSQL, emulators, two webs, and workers on demand. */
export type House = {
  readonly folder: string;
  readonly services: Services;
  readonly databaseUrl: string;
  readonly emulatorsUrl: string;
  readonly webs: readonly string[];
  readonly gatewayProxy: FaultProxy;
  readonly databaseProxy: FaultProxy;
  readonly startWorker: (more?: Readonly<Record<string, string>>) => Process;
  /** `pg_ctl -m immediate`, and up again on the same port. */
  readonly restartDatabase: () => Promise<void>;
  /** Ends the database at once, and brings it up again as it was when the backup was taken. */
  readonly restoreDatabase: (backup: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
const WEBS = 2;

export async function openHouse(chance: Chance, workerLogLevel = "fatal"): Promise<House> {
  const folder = openTemporaryFolder("refund-desk-real-");
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const database = await openDatabase(folder);
    closers.push(database.stop);
    const children = keepChildren(folder);
    closers.push(children.killAll);
    const emulatorsPort = await freePort();
    children.start("emulators", ["workers/emulators.ts"], {
      EMULATORS_PORT: String(emulatorsPort),
      EMULATORS_DIR: join(folder, "emulators"),
    });
    const gatewayProxy = await openFaultProxy({
      ...{ to: emulatorsPort, chance, faultsPerMille: 60 },
      ...{ withinBytes: 600, silenceMs: 3_000 },
    });
    const databaseProxy = await openFaultProxy({
      ...{ to: Number(new URL(database.url).port), chance, faultsPerMille: 120 },
      ...{ withinBytes: 60_000, silenceMs: 3_000 },
    });
    closers.push(gatewayProxy.close, databaseProxy.close);

    const ports = await Promise.all(Array.from({ length: WEBS }, freePort));
    const webs = ports.map((port) => `http://127.0.0.1:${port}`);
    const environment = { ...common, DATABASE_URL: database.url, DATA_DIR: folder };
    for (const [index, port] of ports.entries()) {
      const origin = webs[index] ?? "";
      children.start(`web-${index}`, WEB, {
        ...{ ...environment, PORT: String(port), NEXTAUTH_SECRET: "s".repeat(40), NEXTAUTH_URL: origin },
        ...{ PUBLIC_URL: origin, MFA: "optional", LOG_LEVEL: "fatal" },
      });
    }
    const services = openServices({
      ...{ databaseUrl: database.url, encryptionKey: ENCRYPTION_KEY, publicUrl: webs[0] ?? "" },
      ...{ allowLoopbackGateways: true, log: createLogger("real", "fatal"), poolSize: 8 },
    });
    closers.push(() => services.prisma.$disconnect());
    await Promise.all([
      answers(`http://127.0.0.1:${emulatorsPort}/`, join(folder, "logs", "emulators.log")),
      ...webs.map((web, index) => answers(`${web}/api/health`, join(folder, "logs", `web-${index}.log`))),
    ]);

    const workersDatabase = new URL(database.url);
    workersDatabase.port = String(databaseProxy.port);
    let started = 0;
    return {
      ...{ folder, services, databaseUrl: database.url, webs, gatewayProxy, databaseProxy },
      emulatorsUrl: `http://127.0.0.1:${emulatorsPort}`,
      startWorker: (more = {}) => {
        started += 1;
        const PUBLIC_URL = webs[started % webs.length] ?? "";
        const env = {
          ...environment,
          DATABASE_URL: workersDatabase.href,
          PUBLIC_URL,
          LOG_LEVEL: workerLogLevel,
          ...more,
        };
        return children.start("worker", ["--max-semi-space-size=1", ...PRELOADED, "workers/worker.ts"], env);
      },
      restartDatabase: database.restart,
      restoreDatabase: database.restore,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const common = {
  ...UNDER_NPM_START,
  NODE_ENV: "production",
  NODE_COMPILE_CACHE: compileCache,
  ENCRYPTION_KEY,
  ALLOW_LOOPBACK_GATEWAYS: "on",
};
const PRELOADED = ["crash-at", "shifted-clock"].flatMap((name) => ["--import", `./scripts/real/${name}.ts`]);

async function openDatabase(dataDir: string) {
  const options = { dataDir, password: "real" };
  let server: EmbeddedPostgres = await startEmbeddedPostgres(options);
  const { url } = server;
  const port = Number(new URL(url).port);
  await migrate(url);
  const restart = async (between = () => {}) => {
    server.signal("SIGQUIT");
    await server.gone;
    between();
    server = await again(() => startEmbeddedPostgres({ ...options, port }));
  };
  return {
    url,
    restart: () => restart(),
    restore: async (backup: string) => {
      const cluster = await dataDirectory(url);
      await restart(() => putBack(backup, cluster));
    },
    stop: () => server.stop(),
  };
}

/** Sessions of a server that ended at once keep its memory for a moment, so the first tries may be refused. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 20) throw error;
      await sleep(200);
    }
  }
}

/** Children of this run and of no other; all end with it, whether it ends well, fails or is killed. */
function keepChildren(folder: string) {
  const running = new Map<number, { readonly child: ChildProcess; readonly guard: ChildProcess }>();
  return {
    start: (name: string, args: readonly string[], env: Readonly<Record<string, string>>): Process => {
      const output = openSync(join(folder, "logs", `${name}.log`), "a", 0o600);
      const child = spawn(process.execPath, args, {
        ...{ cwd: root, env: { ...process.env, ...env }, detached: true, stdio: ["ignore", output, output] },
      });
      closeSync(output);
      const { pid } = child;
      if (pid === undefined) throw new Error(`The process ${name} could not be started.`);
      // A frozen one would never hear TERM.
      const guard = guardAgainstOrphan(pid, "KILL");
      running.set(pid, { child, guard });
      const ended = once(child, "exit").then(([code, signal]) => {
        running.delete(pid);
        guard.kill("SIGKILL");
        return { code, signal };
      });
      return { pid, signal: (signal) => child.kill(signal), ended, hasEnded: () => !running.has(pid) };
    },
    killAll: async () => {
      const ends = [...running.values()].map(({ child }) => once(child, "exit"));
      for (const { child } of running.values()) child.kill("SIGKILL");
      await Promise.all(ends);
    },
  };
}

async function answers(url: string, log: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const status = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (reply) => reply.status,
      () => 0,
    );
    if (status > 0 && status < 500) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer; the end of ${log}:\n${tailOf(log)}`);
}
