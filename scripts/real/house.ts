import { rmSync } from "node:fs";
import { join } from "node:path";
import { UNDER_NPM_START } from "#lib/env.ts";
import { createLogger } from "#lib/logger.ts";
import type { Services } from "#lib/services/context.ts";
import { openServices } from "#lib/services/open-services.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../embedded-postgres.ts";
import { freePort, openTemporaryFolder } from "../processes.ts";
import { migrate } from "../start/database.ts";
import { compileCache } from "../start/prepare.ts";
import { dataDirectory, putBack } from "./backup.ts";
import type { Chance } from "./chance.ts";
import { answers, keepChildren, type Process } from "./children.ts";
import { type FaultProxy, openFaultProxy } from "./fault-proxy.ts";
import { servicesFront, webFront } from "./front.ts";
import { patiently } from "./patience.ts";

/** A whole installation of real processes on loopback: PostgreSQL, emulators, a front, and workers on demand. */
export type House = {
  readonly folder: string;
  readonly services: Services;
  readonly databaseUrl: string;
  readonly emulatorsUrl: string;
  readonly front: FrontKind;
  /** Where the shop asks and gateways report. */
  readonly origins: readonly string[];
  readonly gatewayProxy: FaultProxy;
  readonly databaseProxy: FaultProxy;
  readonly startWorker: (more?: Readonly<Record<string, string>>) => Process;
  /** `pg_ctl -m immediate`, and up again on the same port. */
  readonly restartDatabase: () => Promise<void>;
  /** Ends the database at once, and brings it up again as it was when the backup was taken. */
  readonly restoreDatabase: (backup: string) => Promise<void>;
  /** The folder may stay behind, with the database, the gateways' books and the logs, where something is to be found out. */
  readonly close: (leave?: { readonly folder: boolean }) => Promise<void>;
};

/** Two web processes, or this process with the services that stand behind them. */
export type FrontKind = "web" | "services";

const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");

export async function openHouse(chance: Chance, kind: FrontKind = "web"): Promise<House> {
  const folder = openTemporaryFolder("refund-desk-real-");
  const closers: (() => unknown)[] = [];
  const close: House["close"] = async (leave) => {
    for (const closer of closers.reverse()) await closer();
    if (!leave?.folder) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const database = await openDatabase(folder);
    closers.push(database.stop);
    const children = keepChildren(folder);
    closers.push(children.killAll);
    const emulatorsPort = await freePort();
    const emulatorsUrl = `http://127.0.0.1:${emulatorsPort}`;
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

    const environment = { ...common, DATABASE_URL: database.url, DATA_DIR: folder };
    const front = kind === "web" ? await webFront({ children, folder, environment }) : await servicesFront();
    closers.push(front.close);
    const { origins } = front;
    const services = openServices({
      ...{ databaseUrl: database.url, encryptionKey: ENCRYPTION_KEY, publicUrl: origins[0] ?? "" },
      ...{ allowLoopbackGateways: true, log: createLogger("real", "fatal"), poolSize: 8 },
    });
    closers.push(() => services.prisma.$disconnect());
    await Promise.all([answers(`${emulatorsUrl}/`, join(folder, "logs", "emulators.log")), front.open(services)]);

    const DATABASE_URL = withPort(database.url, databaseProxy.port);
    let started = 0;
    return {
      ...{ folder, services, databaseUrl: database.url, emulatorsUrl, front: kind, origins },
      ...{ gatewayProxy, databaseProxy, close },
      startWorker: (more = {}) => {
        started += 1;
        const PUBLIC_URL = origins[started % origins.length] ?? "";
        const env = { ...environment, DATABASE_URL, PUBLIC_URL, LOG_LEVEL: "error", ...more };
        return children.start("worker", [...PRELOADED, "workers/worker.ts"], env);
      },
      restartDatabase: database.restart,
      restoreDatabase: database.restore,
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

function withPort(url: string, port: number): string {
  const other = new URL(url);
  other.port = String(port);
  return other.href;
}

async function openDatabase(dataDir: string) {
  const options = { dataDir, password: "real" };
  let server: EmbeddedPostgres = await startEmbeddedPostgres(options);
  const { url } = server;
  const port = Number(new URL(url).port);
  await migrate(url);
  const restart = async (between = async () => {}) => {
    server.signal("SIGQUIT");
    await server.gone;
    await between();
    // Sessions of a server that ended at once keep its memory for a moment, so the first tries may be refused.
    server = await patiently(() => startEmbeddedPostgres({ ...options, port }));
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
