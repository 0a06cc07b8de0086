import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import { guardAgainstOrphan, stopProcess } from "./processes.ts";

export type CommandOptions = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** `terminal` lets it talk to the person, `capture` returns what it prints, anything else is a log file. */
  readonly output: "terminal" | "capture" | { readonly log: string };
  /** Takes what others leave of the processor. */
  readonly givesWay?: boolean;
  /** Aborted: the command and whatever it started is stopped. */
  readonly signal?: AbortSignal | undefined;
};

export type CommandResult = { readonly status: number; readonly output: string };

/** Runs one of npm's programs under this very Node to its end. */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  const child = launch(args, options);
  const target = options.output === "terminal" ? child.pid : child.pid && -child.pid;
  const guard = target ? guardAgainstOrphan(target, "TERM") : undefined;
  const kill = () => target && stopProcess(target, STOP_STEPS);
  options.signal?.addEventListener("abort", kill);

  try {
    const output = Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : "")));
    const status = await ended(child);
    return { status, output: (await output).join("") };
  } finally {
    options.signal?.removeEventListener("abort", kill);
    guard?.kill("SIGKILL");
  }
}

const STOP_STEPS = [
  ["SIGTERM", 3_000],
  ["SIGKILL", 1_000],
] as const;

function launch(args: readonly string[], { cwd, env, output, givesWay }: CommandOptions): ChildProcess {
  const common = { cwd, env: env ?? process.env };
  const [program, ...words] = [...(givesWay ? GIVING_WAY : []), process.execPath, ...args] as [string, ...string[]];
  if (output === "terminal") return spawn(program, words, { ...common, stdio: "inherit" });
  // A process group of its own, which can be stopped as a whole and which Ctrl-C does not reach.
  if (output === "capture")
    return spawn(program, words, { ...common, detached: true, stdio: ["ignore", "pipe", "pipe"] });

  mkdirSync(dirname(output.log), { recursive: true });
  const file = openSync(output.log, "w", 0o600);
  const child = spawn(program, words, { ...common, detached: true, stdio: ["ignore", file, file] });
  closeSync(file);
  return child;
}

// Linux may weigh sessions before it weighs the processes in them, so both are told.
const GIVING_WAY = ["/bin/sh", "-c", '{ echo 5 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 5 "$@"', "sh"];

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
