import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { guardAgainstOrphan } from "../processes.ts";
import { tailOf } from "../start/child.ts";
import { root } from "../start/prepare.ts";

export type Process = {
  readonly pid: number;
  /** By the handle of our own child, never by a number that may be somebody else's by now; false when it has ended. */
  readonly signal: (signal: NodeJS.Signals) => boolean;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly hasEnded: () => boolean;
};

export type Children = ReturnType<typeof keepChildren>;

/** Children of this run and of no other; all end with it, whether it ends well, fails or is killed. */
export function keepChildren(folder: string) {
  const running = new Map<number, ChildProcess>();
  return {
    start: (name: string, args: readonly string[], env: Readonly<Record<string, string>>): Process => {
      const output = openSync(join(folder, "logs", `${name}.log`), "a", 0o600);
      const child = spawn(process.execPath, args, {
        ...{ cwd: root, env: { ...process.env, ...env }, detached: true, stdio: ["ignore", output, output] },
      });
      closeSync(output);
      const { pid } = child;
      if (pid === undefined) throw new Error(`The process ${name} could not be started.`);
      // A frozen one would never hear TERM.
      const guard = guardAgainstOrphan(pid, "KILL");
      running.set(pid, child);
      const ended = once(child, "exit").then(([code, signal]) => {
        running.delete(pid);
        guard.kill("SIGKILL");
        return { code, signal };
      });
      return { pid, signal: (signal) => child.kill(signal), ended, hasEnded: () => !running.has(pid) };
    },
    killAll: async () => {
      const ends = [...running.values()].map((child) => once(child, "exit"));
      for (const child of running.values()) child.kill("SIGKILL");
      await Promise.all(ends);
    },
  };
}

export async function answers(url: string, log: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const status = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (reply) => reply.status,
      () => 0,
    );
    if (status > 0 && status < 500) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer; the end of ${log}:\n${tailOf(log)}`);
}
