import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When the process began, in the system's own ticks, so that a recycled pid is not taken for the old process. Empty off Linux. */
export function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/** Sends each signal in turn until the process is gone (a negative pid: its whole group); the last should be SIGKILL. */
export async function stopProcess(pid: number, steps: readonly (readonly [NodeJS.Signals, graceMs: number])[]) {
  for (const [signal, graceMs] of steps) {
    if (!trySignal(pid, signal)) return;
    if (await isGoneWithin(pid, graceMs)) return;
  }
}

export function trySignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

async function isGoneWithin(pid: number, graceMs: number): Promise<boolean> {
  const deadline = Date.now() + graceMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}

/** If this process is killed without a chance to stop the other, the end of the pipe to the guard does it. */
export function guardAgainstOrphan(pid: number, signal: "INT" | "TERM" | "KILL"): ChildProcess {
  const guard = spawn("/bin/sh", ["-c", 'cat >/dev/null; kill "-$1" "$2"', "sh", signal, String(pid)], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.unref();
  guard.once("error", () => {});
  guard.stdin?.on("error", () => {});
  return guard;
}

/** A port that was free a moment ago on the loopback address. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("A TCP server has a numeric port.");
  return address.port;
}

/** A temporary folder which other users may enter: under root the database runs as one of them. */
export function openTemporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

export function isDiskFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException)?.code === "ENOSPC" || /no space left on device/i.test(String(error));
}

/** A sentence for the person at the terminal, printed without a stack trace. */
export class StartError extends Error {}
