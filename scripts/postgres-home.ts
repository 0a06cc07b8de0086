import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { StartError } from "./processes.ts";

export type Account = { readonly uid?: number; readonly gid?: number };

/** Where the server's programs and its cluster lie, and as whom it runs. */
export type PostgresHome = { readonly programs: string; readonly cluster: string; readonly account: Account };

/** PostgreSQL refuses to run as root: then another account is used, and everything it needs is put where it may go. */
export function preparePostgresHome(dataDir: string, installed: string): PostgresHome {
  const cluster = join(resolve(dataDir), "postgres");
  mkdirSync(dirname(cluster), { recursive: true });
  if (process.getuid?.() !== 0) return { programs: installed, cluster, account: {} };

  const account = accountFor(cluster);
  return {
    programs: canEnter(account, installed) ? installed : copyOfPrograms(installed, account),
    cluster: canEnter(account, dirname(cluster)) ? cluster : clusterElsewhere(cluster, account),
    account,
  };
}

/** The owner of an existing cluster, else the user `postgres`, made when it is missing. */
function accountFor(cluster: string): Account {
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return lookUp("postgres") ?? createAccount("postgres");
}

function lookUp(name: string): Account | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createAccount(name: string): Account {
  try {
    execFileSync("useradd", ["--system", "--user-group", "--shell", "/usr/sbin/nologin", name], { stdio: "ignore" });
  } catch {
    // The sentence below covers it.
  }
  const account = lookUp(name);
  if (account) return account;
  throw new StartError(
    "PostgreSQL refuses to run as root and no user `postgres` could be made: run as an ordinary user, or set DATABASE_URL.",
  );
}

function canEnter({ uid, gid }: Account, folder: string): boolean {
  return (
    spawnSync("/bin/sh", ["-c", 'cd "$1" && ls >/dev/null', "sh", folder], { uid, gid, cwd: "/", stdio: "ignore" })
      .status === 0
  );
}

const ELSEWHERE = "/var/lib/refund-desk";

function copyOfPrograms(installed: string, account: Account): string {
  const version = JSON.parse(readFileSync(join(installed, "..", "package.json"), "utf8")).version as string;
  const copy = join(reachable(account), `postgres-${version}`);
  if (existsSync(copy)) return copy;

  const unfinished = `${copy}.${process.pid}`;
  cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  moveInPlace(unfinished, copy);
  return copy;
}

function moveInPlace(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // Another start was quicker; its copy is as good.
    rmSync(from, { recursive: true, force: true });
  }
}

/**
 * The cluster of a data folder which the account cannot enter (a home folder with mode 700, say). A marker in the
 * data folder names it. A cluster that no marker names any more is left alone: its folder may only be unmounted.
 */
function clusterElsewhere(wanted: string, account: Account): string {
  const place = createHash("sha256").update(wanted).digest("hex").slice(0, 16);
  const folder = join(reachable(account), "clusters");
  const marker = `${wanted}-is-in`;
  mkdirSync(folder, { recursive: true });

  if (existsSync(marker)) {
    const cluster = readFileSync(marker, "utf8").trim();
    if (existsSync(cluster)) return cluster;
    throw new StartError(
      `The database of ${dirname(wanted)} was in ${cluster}, which is gone: restore it, or remove ${dirname(wanted)} to begin again.`,
    );
  }
  const cluster = join(folder, `${place}-${Date.now().toString(36)}`);
  mkdirSync(cluster);
  writeFileSync(marker, `${cluster}\n`);
  return cluster;
}

function reachable(account: Account): string {
  mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 });
  if (canEnter(account, ELSEWHERE)) return ELSEWHERE;
  throw new StartError(
    "The user `postgres` can enter neither this folder nor /var/lib/refund-desk: move the project to a folder with mode 755, or set DATABASE_URL.",
  );
}
