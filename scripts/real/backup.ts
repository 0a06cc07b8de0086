import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";

/** Beside other houses of this process, whose proxies must not stand still meanwhile. */
const run = promisify(execFile);

/** Copies a running cluster as PostgreSQL's manual tells (26.3.3), and what its log needs to make the copy whole. */
export async function takeBackup(url: string, into: string): Promise<void> {
  const session = new pg.Client({ connectionString: url });
  await session.connect();
  try {
    const cluster = await dataDirectory(url);
    await session.query("SELECT pg_backup_start('drill', true)");
    mkdirSync(into, { recursive: true });
    for (const name of readdirSync(cluster)) {
      if (!["postmaster.pid", "postmaster.opts", "pg_wal"].includes(name)) await copy(join(cluster, name), into);
    }
    const stopped = await session.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop(false)");
    await copy(join(cluster, "pg_wal"), into);
    writeFileSync(join(into, "backup_label"), stopped.rows[0]?.labelfile ?? "");
    await copyOwner(cluster, into);
  } finally {
    await session.end();
  }
}

export async function dataDirectory(url: string): Promise<string> {
  const session = new pg.Client({ connectionString: url });
  await session.connect();
  const { rows } = await session.query<{ data_directory: string }>("SHOW data_directory").finally(() => session.end());
  return rows[0]?.data_directory ?? "";
}

/** Puts the copy where the cluster was. The server must be stopped. */
export async function putBack(backup: string, cluster: string): Promise<void> {
  for (const name of readdirSync(cluster)) rmSync(join(cluster, name), { recursive: true, force: true });
  for (const name of readdirSync(backup)) await copy(join(backup, name), cluster);
}

/** With owners and modes, which the server insists on. Files may vanish while they are copied; the log has them. */
async function copy(from: string, to: string): Promise<void> {
  try {
    await run("cp", ["-a", from, to]);
  } catch (error) {
    const text = String((error as { stderr?: string }).stderr);
    if (!text.split("\n").every((line) => line === "" || line.includes("No such file"))) throw error;
  }
}

async function copyOwner(from: string, to: string): Promise<void> {
  await run("chown", ["-R", `--reference=${from}`, to]);
  await run("chmod", ["700", to]);
}
