import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { guardAgainstOrphan, stopProcess } from "../processes.ts";
import type { DataDir } from "./data-dir.ts";

export type ChildSpec = {
  readonly name: "web" | "worker" | "emulators";
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
};

export type Child = {
  readonly name: string;
  readonly log: string;
  readonly deaths: () => number;
  /** The last lines that the process wrote, and none of an earlier one. */
  readonly tail: () => string;
  readonly stop: () => Promise<void>;
};

const RESTART_AFTER_MS = 500;

/** Runs one of our processes with its output in a log file, and starts it again whenever it dies. */
export function superviseChild(spec: ChildSpec, dataDir: DataDir, say: (line: string) => void): Child {
  const log = join(dataDir.logs, `${spec.name}.log`);
  keepSmall(log);
  const rotation = setInterval(() => keepSmall(log), LOOK_AT_LOG_MS).unref();
  const pidFile = join(dataDir.run, `${spec.name}.pid`);
  let deaths = 0;
  let stopping = false;
  let restart: NodeJS.Timeout | undefined;
  let begin = sizeOf(log);
  let beginBefore = begin;
  let running = launch();

  function launch(): ChildProcess {
    beginBefore = begin;
    begin = sizeOf(log);
    const started = spawnGuarded(spec, log);
    if (started.pid) writeFileSync(pidFile, `${started.pid}\n`);
    started.once("exit", (code, signal) => {
      if (stopping) return;
      deaths++;
      say(`${spec.name} ended (${signal ?? `code ${code}`}) and is started again; see ${log}`);
      restart = setTimeout(() => {
        running = launch();
      }, RESTART_AFTER_MS);
    });
    return started;
  }

  return {
    name: spec.name,
    log,
    deaths: () => deaths,
    // One that was started again a moment ago may have said nothing yet.
    tail: () => tailOf(log, { from: begin }) || tailOf(log, { from: beginBefore }),
    async stop() {
      stopping = true;
      clearInterval(rotation);
      clearTimeout(restart);
      const child = running;
      if (child.pid && child.exitCode === null && child.signalCode === null) {
        await stopProcess(-child.pid, [
          ["SIGTERM", 5_000],
          ["SIGKILL", 2_000],
        ]);
      }
      rmSync(pidFile, { force: true });
    },
  };
}

function spawnGuarded({ args, env }: ChildSpec, log: string): ChildProcess {
  const output = openSync(log, "a", 0o600);
  // A process group of its own: Ctrl-C reaches only the launcher, which stops all in the right order.
  const child = spawn(process.execPath, args, { env, detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  child.once("error", () => {});
  const guard = child.pid ? guardAgainstOrphan(child.pid, "TERM") : undefined;
  child.once("exit", () => guard?.kill("SIGKILL"));
  return child;
}

const ROTATE_AT_BYTES = 10 * 1024 * 1024;
const LOOK_AT_LOG_MS = 60_000;

/**
 * Keeps a log and the one before it. Its writer holds it open, so that it is copied and emptied instead of moved; where
 * there is no room for the copy, room is worth more than old lines (H07).
 */
export function keepSmall(log: string, mostBytes = ROTATE_AT_BYTES): void {
  if (!existsSync(log) || statSync(log).size <= mostBytes) return;
  const old = `${log}.1`;
  try {
    copyFileSync(log, old);
  } catch {
    rmSync(old, { recursive: true, force: true });
  }
  truncateSync(log);
}

/** The last lines of a log, for a person who has to find out why something did not start. `from` is in bytes. */
export function tailOf(log: string, { lines = 20, from = 0 } = {}): string {
  if (!existsSync(log)) return "";
  const bytes = readFileSync(log);
  // One that shrank was emptied meanwhile, and all of it is new.
  return bytes
    .subarray(from <= bytes.length ? from : 0)
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .slice(-lines)
    .join("\n");
}

function sizeOf(log: string): number {
  return existsSync(log) ? statSync(log).size : 0;
}
