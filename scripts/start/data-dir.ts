import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statfsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Lock, readHolder, tryLock } from "../lock.ts";
import { StartError } from "../processes.ts";

/** One installation on this machine: its database, secrets, logs and process IDs. */
export type DataDir = {
  readonly path: string;
  readonly run: string;
  readonly logs: string;
  readonly secrets: Secrets;
  readonly lock: Lock;
};

export type Secrets = {
  readonly databasePassword: string;
  readonly nextauthSecret: string;
  readonly encryptionKey: string;
  readonly demoPassword: string;
};

/** Opens the data folder for this process alone, and makes on the first time what it must hold. */
export async function openDataDir(folder: string, purpose: "start" | "cli"): Promise<DataDir> {
  const path = resolve(folder);
  const [run, logs] = [join(path, "run"), join(path, "logs")];
  try {
    for (const each of [run, logs]) mkdirSync(each, { recursive: true });
    demandSpace(path);
    const lock = await lockFolder(path, purpose);
    return { path, run, logs, secrets: readOrMakeSecrets(join(path, "secrets.json")), lock };
  } catch (error) {
    throw asSentence(error, path);
  }
}

/** The secrets of an installation that exists, for the command line; nothing where there was never a start. */
export function readSecrets(folder: string): Secrets | undefined {
  const file = join(resolve(folder), "secrets.json");
  return existsSync(file) ? parseSecrets(file) : undefined;
}

const NEEDED_BYTES = 300 * 1024 * 1024;

function demandSpace(path: string): void {
  const { bavail, bsize } = statfsSync(path);
  if (bavail * bsize >= NEEDED_BYTES) return;
  throw new StartError(`There is no space left for ${path}: Refund Desk needs 300 MB free.`);
}

/** The command line holds the lock only for seconds, so a start waits for it; two starts never share a folder. */
async function lockFolder(path: string, purpose: string): Promise<Lock> {
  const file = join(path, "run", "lock.json");
  for (let attempt = 0; attempt < 120; attempt++) {
    const lock = tryLock(file, purpose);
    if (lock) return lock;
    if (readHolder(file)?.purpose === "start") break;
    await sleep(500);
  }
  throw new StartError(
    `Another Refund Desk (process ${readHolder(file)?.pid}) already uses ${path}: stop it, or set DATA_DIR and PORT to others.`,
  );
}

function readOrMakeSecrets(file: string): Secrets {
  if (existsSync(file)) return parseSecrets(file);

  const secrets: Secrets = {
    databasePassword: randomBytes(24).toString("hex"),
    nextauthSecret: randomBytes(48).toString("base64"),
    encryptionKey: randomBytes(32).toString("base64"),
    demoPassword: readablePassword(),
  };
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

function parseSecrets(file: string): Secrets {
  const names = ["databasePassword", "nextauthSecret", "encryptionKey", "demoPassword"];
  try {
    const secrets = JSON.parse(readFileSync(file, "utf8"));
    if (names.every((name) => typeof secrets[name] === "string")) return secrets;
  } catch {
    // The sentence below covers it.
  }
  throw new StartError(`${file} is broken: restore it from a backup, or remove the whole data folder to begin again.`);
}

/** 100 random bits in groups that people can type: letters and digits that are not mistaken for each other. */
function readablePassword(): string {
  const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
  const letters = Array.from(randomBytes(64))
    .filter((byte) => byte < 248)
    .slice(0, 20)
    .map((byte) => alphabet[byte % 31]);
  return [0, 5, 10, 15].map((from) => letters.slice(from, from + 5).join("")).join("-");
}

function asSentence(error: unknown, path: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new StartError(
        `The data folder ${path} cannot be written: give this user the right to, or set DATA_DIR to another.`,
      );
    case "ENOTDIR":
    case "EEXIST":
      return new StartError(`The data folder ${path} is no folder: move that file away, or set DATA_DIR to another.`);
    default:
      return error;
  }
}
