import "./env-file.ts";
import { EnvError, type StartEnv, startEnv } from "#lib/env.ts";
import { isDiskFull, StartError } from "./processes.ts";
import { startRefundDesk } from "./start/refund-desk.ts";

/** `npm start`: everything on this machine, until Ctrl-C or SIGTERM. */
const began = Date.now();
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());

try {
  const env = startEnv();
  const desk = await startRefundDesk(env, { say, signal: stop.signal });
  if (!stop.signal.aborted) announce(env, desk.demoPassword);
  await aborted(stop.signal);
  say("Stopping…");
  await desk.stop();
  say("Stopped.");
} catch (error) {
  if (stop.signal.aborted) say("Stopped before it was ready.");
  else process.exitCode = fail(error);
}
// A pipe or socket that nobody closed must not keep a stopped installation alive.
process.exit();

function announce({ PORT, SEED, DATABASE_URL }: StartEnv, password: string): void {
  const lines = [`Ready: http://localhost:${PORT}`];
  if (SEED === "demo") {
    lines.push(
      "",
      "  Sign in with one of these addresses and the password below:",
      "    support@demo.test                       looks up orders for customers",
      "    staff@demo.test   staff2@demo.test      request refunds",
      "    manager@demo.test manager2@ manager3@   approve refunds",
      "    admin@demo.test   admin2@demo.test      gateway accounts, users, policies",
      `  Password: ${password}`,
    );
  }
  if (DATABASE_URL) lines.push("", "  The database is the one of DATABASE_URL.");
  console.log(`\n${lines.join("\n")}\n\nCtrl-C stops everything; the data stays.`);
}

function say(line: string): void {
  console.log(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}`);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

function fail(error: unknown): number {
  console.error(sentence(error));
  return 1;
}

function sentence(error: unknown): string {
  if (error instanceof StartError || error instanceof EnvError) return error.message;
  if (isDiskFull(error))
    return "There is no space left on the disk: free some and start again. Nothing that was stored is lost.";
  return `Refund Desk could not start because of a fault of its own. Please report it.\n${(error as Error)?.stack ?? error}`;
}
