import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEnv, UNDER_NPM_START, type WorkerEnv, workerEnv } from "#lib/env.ts";
import { runningPostgresUrl, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { readHolder } from "./lock.ts";
import { isAlive, StartError } from "./processes.ts";
import { openDataDir, readSecrets, type Secrets } from "./start/data-dir.ts";

/** What the command line works on, in the form in which the worker gets it. */
export type Installation = { readonly env: WorkerEnv; readonly close: () => Promise<void> };

/** DATABASE_URL's installation, else DATA_DIR's: that of the running start, or a stopped one, opened for this call. */
export async function openInstallation(): Promise<Installation> {
  const { DATABASE_URL, DATA_DIR, PORT } = startEnv();
  const secrets = readSecrets(DATA_DIR);
  const start = readStart(DATA_DIR);
  if (DATABASE_URL) {
    // A start of this folder on a database of its own left the key here, unless it was given one.
    if (secrets && start && !start.embedded) actAsStarted(start, secrets);
    process.env.PUBLIC_URL ||= `http://localhost:${PORT}`;
    return { env: workerEnv(), close: async () => {} };
  }

  if (!secrets || !start) {
    throw new StartError(
      `There is no installation in ${resolve(DATA_DIR)}: run npm start first, or set DATABASE_URL and ENCRYPTION_KEY.`,
    );
  }
  if (!start.embedded)
    throw new StartError(
      `The installation in ${resolve(DATA_DIR)} uses a database of its own: set DATABASE_URL to it.`,
    );

  const database = await openDatabase(DATA_DIR, secrets.databasePassword);
  process.env.DATABASE_URL = database.url;
  actAsStarted(start, secrets);
  return { env: workerEnv(), close: database.close };
}

/** With the addresses and the key that `npm start` gives its children. */
function actAsStarted(start: StartRecord, secrets: Secrets): void {
  Object.assign(process.env, UNDER_NPM_START);
  process.env.PUBLIC_URL ||= start.publicUrl;
  process.env.ENCRYPTION_KEY ||= secrets.encryptionKey;
  process.env.ALLOW_LOOPBACK_GATEWAYS ||= "on";
}

/** What later calls must know of the last start. */
export type StartRecord = { readonly publicUrl: string; readonly embedded: boolean };

export function recordStart(dataDir: string, record: StartRecord): void {
  writeFileSync(join(dataDir, "start.json"), `${JSON.stringify(record, null, 2)}\n`);
}

function readStart(dataDir: string): StartRecord | undefined {
  const file = join(resolve(dataDir), "start.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as StartRecord) : undefined;
}

async function openDatabase(dataDir: string, password: string): Promise<{ url: string; close: () => Promise<void> }> {
  const running = await databaseOfRunningStart(dataDir, password);
  if (running) return { url: running, close: async () => {} };

  const { path, lock } = await openDataDir(dataDir, "cli");
  const server = await startEmbeddedPostgres({ dataDir: path, password });
  return {
    url: server.url,
    async close() {
      await server.stop();
      lock.release();
    },
  };
}

/** A start that has only just begun gets a minute to bring its database up. */
async function databaseOfRunningStart(dataDir: string, password: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const holder = readHolder(join(resolve(dataDir), "run", "lock.json"));
    if (holder?.purpose !== "start" || !isAlive(holder.pid)) return undefined;
    const url = runningPostgresUrl(resolve(dataDir), password);
    if (url) return url;
    await sleep(500);
  }
  return undefined;
}
