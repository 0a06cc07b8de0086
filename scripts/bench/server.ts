import { execFileSync, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UNDER_NPM_START } from "#lib/env.ts";
import { guardAgainstOrphan, StartError, stopProcess } from "../processes.ts";
import { tailOf } from "../start/child.ts";
import { compileCache } from "../start/prepare.ts";
import type { Desk } from "./desk.ts";

export type Running = {
  readonly pid: number;
  readonly log: string;
  readonly stop: () => Promise<void>;
};

type Program = { readonly name: "web" | "worker"; readonly args: readonly string[]; readonly cwd: string };

/** Runs a process of the installation as `npm run start:web` and `npm run start:worker` do. */
export function run({ name, args, cwd }: Program, desk: Desk, env: NodeJS.ProcessEnv): Running {
  const log = join(desk.dataDir.logs, `${name}.log`);
  const output = openSync(log, "w", 0o600);
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  const pid = child.pid;
  if (pid === undefined) throw new StartError(`The ${name} process could not be started.`);
  const guard = guardAgainstOrphan(pid, "TERM");
  return {
    pid,
    log,
    async stop() {
      await stopProcess(-pid, [
        ["SIGTERM", 5_000],
        ["SIGKILL", 2_000],
      ]);
      guard.kill("SIGKILL");
    },
  };
}

export function environment(desk: Desk, port: number): NodeJS.ProcessEnv {
  const { nextauthSecret, encryptionKey } = desk.dataDir.secrets;
  const origin = `http://localhost:${port}`;
  return {
    ...process.env,
    ...UNDER_NPM_START,
    NODE_ENV: "production",
    NODE_COMPILE_CACHE: compileCache,
    PORT: String(port),
    DATABASE_URL: desk.databaseUrl,
    NEXTAUTH_SECRET: nextauthSecret,
    NEXTAUTH_URL: origin,
    PUBLIC_URL: origin,
    ENCRYPTION_KEY: encryptionKey,
    MFA: "optional",
    ALLOW_LOOPBACK_GATEWAYS: "on",
    LOG_LEVEL: "warn",
  };
}

/** Resolves when the address answers 200; throws with the end of the log when it does not within half a minute. */
export async function answers(url: string, { log }: Running): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const status = await fetch(url).then(
      (reply) => reply.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(10);
  }
  throw new StartError(`${url} does not answer; the end of ${log}:\n${tailOf(log)}`);
}

/** Memory that a process holds now, in MB of 1,000,000 bytes. */
export function residentMb(pid: number): number {
  const kib = Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
  return (kib * 1_024) / 1_000_000;
}
