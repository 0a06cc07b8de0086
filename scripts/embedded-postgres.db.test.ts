import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, runningPostgresUrl, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { isAlive } from "./processes.ts";

const isRoot = process.getuid?.() === 0;
let dataDir: string;
let server: EmbeddedPostgres | undefined;
const clustersElsewhere = new Set<string>();
const start = () => startEmbeddedPostgres({ dataDir, password: "test" });

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "refund-desk-pg-"));
  chmodSync(dataDir, 0o755);
});
afterEach(async () => {
  await server?.stop();
  for (const elsewhere of clustersElsewhere) rmSync(elsewhere, { recursive: true });
  clustersElsewhere.clear();
  rmSync(dataDir, { recursive: true });
});

describe("the embedded database", () => {
  test("keeps what was committed when its process is killed, and starts again", async () => {
    server = await start();
    await query(server.url, "CREATE TABLE kept (id int)");
    await query(server.url, "INSERT INTO kept VALUES (1)");
    process.kill(server.pid, "SIGKILL");
    await server.gone;

    server = await eventually(start);

    expect(await query(server.url, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
  });

  test("writes every commit to the disk, listens only on this machine and knows trigrams", async () => {
    server = await start();

    expect(await query(server.url, "SHOW fsync")).toEqual([{ fsync: "on" }]);
    expect(await query(server.url, "SHOW synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
    expect(await query(server.url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    await query(server.url, "CREATE EXTENSION pg_trgm");
    expect(await query(server.url, "SELECT lower('NGUYỄN ÁNH') AS name")).toEqual([{ name: "nguyễn ánh" }]);
  });

  test("is found by others while it runs, and leaves no process when it stops", async () => {
    server = await start();
    expect(runningPostgresUrl(dataDir, "test")).toBe(server.url);

    await server.stop();

    expect(isAlive(server.pid)).toBe(false);
    expect(runningPostgresUrl(dataDir, "test")).toBeUndefined();
  });

  test("starts over the lock file of a server that is long gone", async () => {
    server = await start();
    await server.stop();
    writeFileSync(join(clusterOf(dataDir), "postmaster.pid"), `${process.pid}\n/nowhere\n0\n5432\n`);

    server = await start();

    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("leaves the server of another data folder alone, whatever the lock file says", async () => {
    const other = mkdtempSync(join(tmpdir(), "refund-desk-pg-"));
    chmodSync(other, 0o755);
    const stranger = await startEmbeddedPostgres({ dataDir: other, password: "test" });
    server = await start();
    await server.stop();
    writeFileSync(join(clusterOf(dataDir), "postmaster.pid"), `${stranger.pid}\n/nowhere\n0\n5432\n`);

    server = await start();

    expect(await query(stranger.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await stranger.stop();
    rmSync(other, { recursive: true });
  });

  test("says in one sentence that a folder holds no complete database, and touches nothing in it", async () => {
    mkdirSync(join(dataDir, "postgres"));
    writeFileSync(join(dataDir, "postgres", "something"), "precious");

    await expect(start()).rejects.toThrow(/holds no complete database: restore it from a backup, or remove it/);
    expect(readFileSync(join(dataDir, "postgres", "something"), "utf8")).toBe("precious");
  });

  test("says in one sentence that a damaged database does not start", async () => {
    server = await start();
    await server.stop();
    rmSync(join(clusterOf(dataDir), "global"), { recursive: true });

    await expect(start()).rejects.toThrow(/does not start \(.+\): restore it from a backup, or remove/);
  });

  test.runIf(isRoot)(
    "lies where its own user may go when the data folder is closed to it, and is found again",
    async () => {
      chmodSync(dataDir, 0o700);
      server = await start();
      clustersElsewhere.add(clusterOf(dataDir));
      await query(server.url, "CREATE TABLE kept (id int)");
      await server.stop();

      server = await start();

      expect(await query(server.url, "SELECT id FROM kept")).toEqual([]);
      expect(clusterOf(dataDir)).not.toContain(dataDir);
    },
  );

  test.runIf(isRoot)(
    "begins again when a closed data folder was emptied, and leaves the old cluster alone",
    async () => {
      chmodSync(dataDir, 0o700);
      server = await start();
      const old = clusterOf(dataDir);
      await query(server.url, "CREATE TABLE kept (id int)");
      await server.stop();
      rmSync(join(dataDir, "postgres-is-in"));

      server = await start();
      for (const cluster of [old, clusterOf(dataDir)]) clustersElsewhere.add(cluster);

      await expect(query(server.url, "SELECT id FROM kept")).rejects.toThrow("does not exist");
      expect(existsSync(join(old, "PG_VERSION"))).toBe(true);
    },
  );
});

function clusterOf(folder: string): string {
  const marker = join(folder, "postgres-is-in");
  return existsSync(marker) ? readFileSync(marker, "utf8").trim() : join(folder, "postgres");
}

/** Sessions of a killed server hold its memory for a moment. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  let result: T | undefined;
  await expect
    .poll(
      async () => {
        result = await attempt();
        return true;
      },
      { timeout: 10_000, interval: 200 },
    )
    .toBe(true);
  if (result === undefined) throw new Error("unreachable");
  return result;
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
