import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { birthOf, isAlive } from "./processes.ts";

export type Lock = { readonly release: () => void };

/** Takes the lock file, also from a process that died with it; nothing when a living process has it. */
export function tryLock(path: string, purpose: string): Lock | undefined {
  mkdirSync(dirname(path), { recursive: true });
  const holder = readHolder(path);
  if (holder && isAlive(holder.pid) && birthOf(holder.pid) === holder.birth) return undefined;

  if (holder) rmSync(path, { force: true });
  return createWhole(path, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), purpose }))
    ? { release: () => rmSync(path, { force: true }) }
    : undefined;
}

/** A link appears with its content or not at all, so that nobody ever reads a lock without a holder. */
function createWhole(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Waits for the lock; `onWait` is told once when somebody else has it. */
export async function waitForLock(path: string, purpose: string, onWait: () => void): Promise<Lock> {
  let lock = tryLock(path, purpose);
  if (!lock) onWait();
  while (!lock) {
    await sleep(250);
    lock = tryLock(path, purpose);
  }
  return lock;
}

export type LockHolder = { readonly pid: number; readonly birth: string; readonly purpose: string };

/** Who has the lock, dead or alive. */
export function readHolder(path: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as LockHolder;
  } catch {
    return undefined;
  }
}
