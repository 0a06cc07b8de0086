import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../embedded-postgres.ts";
import { runPrisma } from "../prisma.ts";
import { StartError } from "../processes.ts";
import type { DataDir } from "./data-dir.ts";

export type Database = { readonly url: string; readonly stop: () => Promise<void> };

/** The database of DATABASE_URL, when it answers and is new enough. Nothing of it is ours to stop. */
export async function checkDatabase(url: string): Promise<Database> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    if ((rows[0]?.version ?? 0) < 150_000)
      throw new StartError("The PostgreSQL of DATABASE_URL is older than 15: upgrade it.");
  } catch (error) {
    // A database that is only missing is made by the migrations.
    if ((error as pg.DatabaseError).code === "3D000") return { url, stop: async () => {} };
    throw error instanceof StartError ? error : new StartError(unreachable(url, error as NodeJS.ErrnoException));
  } finally {
    await client.end().catch(() => {});
  }
  return { url, stop: async () => {} };
}

/** The embedded database, started again on the same port whenever it dies. */
export async function runEmbeddedDatabase(dataDir: DataDir, say: (line: string) => void): Promise<Database> {
  const pidFile = join(dataDir.run, "postgres.pid");
  const options = { dataDir: dataDir.path, password: dataDir.secrets.databasePassword };
  let server = await startEmbeddedPostgres(options);
  let stopping = false;
  const port = Number(new URL(server.url).port);
  keepAlive(server);

  function keepAlive(current: EmbeddedPostgres): void {
    writeFileSync(pidFile, `${current.pid}\n`);
    void current.gone.then(async () => {
      if (stopping) return;
      say(`The database ended and is started again; see ${join(dataDir.logs, "postgres.log")}`);
      const next = await restart(
        () => startEmbeddedPostgres({ ...options, port }),
        () => stopping,
      );
      if (!next) return;
      server = next;
      if (stopping) await server.stop();
      else keepAlive(server);
    });
  }

  return {
    url: server.url,
    async stop() {
      stopping = true;
      await server.stop();
      rmSync(pidFile, { force: true });
    },
  };
}

/** Orphaned sessions of a killed server keep its memory for a moment, so the first attempts may be refused. */
async function restart(
  start: () => Promise<EmbeddedPostgres>,
  given: () => boolean,
): Promise<EmbeddedPostgres | undefined> {
  while (!given()) {
    try {
      return await start();
    } catch {
      await sleep(300);
    }
  }
  return undefined;
}

/**
 * Applies what is missing. It is never cut short: a stop waits for it. One that was cut all the same (a killed machine)
 * left nothing but its record, because each script is one transaction, so it is tried again.
 */
export async function migrate(url: string): Promise<void> {
  const deploy = () => runPrisma(["migrate", "deploy"], { env: { DATABASE_URL: url } });
  const first = await deploy();
  const interrupted = /The `(\S+)` migration started at .+ failed/.exec(first.output)?.[1];
  if (interrupted)
    await runPrisma(["migrate", "resolve", "--rolled-back", interrupted], { env: { DATABASE_URL: url } });

  const { status, output } = interrupted ? await deploy() : first;
  if (status !== 0) throw new StartError(`The migrations could not be applied.\n${output.trim()}`);
}

function unreachable(url: string, error: NodeJS.ErrnoException): string {
  const { hostname, port, pathname } = new URL(url);
  return `The database of DATABASE_URL (${hostname}:${port || 5432}${pathname}) cannot be used: ${error.message || error.code}. Start it, or correct DATABASE_URL.`;
}
