import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type StartEnv, UNDER_NPM_START } from "#lib/env.ts";
import { runCommand } from "../command.ts";
import { gatewayNames } from "../gateway-list.ts";
import { recordStart } from "../installation.ts";
import { StartError } from "../processes.ts";
import { type Child, superviseChild, tailOf } from "./child.ts";
import { type DataDir, openDataDir } from "./data-dir.ts";
import { checkDatabase, migrate, runEmbeddedDatabase } from "./database.ts";
import { demandFreePort, emulatorsPort } from "./ports.ts";
import { buildWeb, compileCache, generateClient, lockCheckout, root } from "./prepare.ts";

export type RefundDesk = {
  readonly demoPassword: string;
  readonly emulatorsUrl?: string;
  readonly stop: () => Promise<void>;
};

export type StartOptions = {
  readonly say: (line: string) => void;
  /** Aborted when the start is given up: what is half up is stopped again. */
  readonly signal: AbortSignal;
};

type Part = { readonly stop: () => Promise<void> };
type Surroundings = StartOptions & { readonly env: StartEnv; readonly dataDir: DataDir; readonly started: Part[] };

/** Brings up database, emulators, web and worker, and resolves when the web app answers. Leaves nothing behind if that fails. */
export async function startRefundDesk(env: StartEnv, options: StartOptions): Promise<RefundDesk> {
  await demandFreePort(env.PORT);
  const dataDir = await openDataDir(env.DATA_DIR, "start");
  const started: Part[] = [];
  const stop = async () => {
    const [database, ...children] = started;
    await Promise.all(children.map((child) => child.stop()));
    await database?.stop();
    dataDir.lock.release();
  };

  try {
    const emulatorsUrl = await bringUp({ ...options, env, dataDir, started });
    return { demoPassword: dataDir.secrets.demoPassword, emulatorsUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(all: Surroundings): Promise<string | undefined> {
  const { env, dataDir, started, say, signal } = all;
  const build = await prepareCheckout(all);
  const { childEnv, emulatorsUrl } = await bringUpData(all);
  await build();
  signal.throwIfAborted();

  say("Starting the web app and the worker…");
  const webEnv = { ...childEnv, EMULATORS_URL: emulatorsUrl };
  const web = superviseChild({ name: "web", args: WEB, env: webEnv }, dataDir, say);
  const worker = superviseChild({ name: "worker", args: WORKER, env: childEnv }, dataDir, say);
  started.push(web, worker);
  await answers(web, `http://127.0.0.1:${env.PORT}/api/health`, signal);
  return emulatorsUrl;
}

/** Makes what all starts of this checkout share. The build runs beside the database, and is waited for by the caller. */
async function prepareCheckout({ dataDir, say, signal }: Surroundings): Promise<() => Promise<void>> {
  const checkout = await lockCheckout(say);
  try {
    await generateClient(signal);
  } catch (error) {
    checkout.release();
    throw error;
  }
  const build = buildWeb({ log: join(dataDir.logs, "build.log"), say, signal }).finally(checkout.release);
  build.catch(() => {});
  return () => build;
}

// A young generation that holds what one page needs, and an old one that is swept before it sprawls (docs/performance.md).
export const WEB = ["--max-semi-space-size=8", "--max-old-space-size=320", "scripts/web.ts"];
export const WORKER = ["--max-semi-space-size=1", "--max-old-space-size=128", "workers/worker.ts"];
const EMULATORS = ["--max-semi-space-size=1", "workers/emulators.ts"];

/** Database, emulators, demo shop: everything the web app and the worker find when they begin. */
async function bringUpData({ env, dataDir, started, say, signal }: Surroundings) {
  say(env.DATABASE_URL ? "Using the database of DATABASE_URL…" : "Starting the database…");
  const database = await (env.DATABASE_URL ? checkDatabase(env.DATABASE_URL) : runEmbeddedDatabase(dataDir, say));
  started.push(database);
  await migrate(database.url);
  signal.throwIfAborted();

  const childEnv = environmentOfChildren(env, dataDir, database.url);
  if (env.ENCRYPTION_KEY || env.DATABASE_URL) await demandRightKey(childEnv, signal);
  recordStart(dataDir.path, { publicUrl: childEnv.PUBLIC_URL ?? "", embedded: !env.DATABASE_URL });
  const emulatorsUrl =
    env.EMULATORS === "on" ? await startEmulators(childEnv, { dataDir, started, say, signal }) : undefined;

  if (env.SEED === "demo") {
    say("Filling the demo shop…");
    const seedEnv = { ...childEnv, DEMO_PASSWORD: dataDir.secrets.demoPassword, EMULATORS_URL: emulatorsUrl };
    const log = join(dataDir.logs, "seed.log");
    const { status } = await runCommand(["scripts/seed.ts"], { cwd: root, env: seedEnv, output: { log }, signal });
    signal.throwIfAborted();
    if (status !== 0) throw new StartError(`The demo shop could not be filled; the end of ${log}:\n${tailOf(log)}`);
  }
  return { childEnv, emulatorsUrl };
}

/** Only a key or a database from outside can be the wrong one; with it every send would fail, one after the other. */
async function demandRightKey(childEnv: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const args = ["scripts/check-key.ts"];
  const { status, output } = await runCommand(args, { cwd: root, env: childEnv, output: "capture", signal });
  signal.throwIfAborted();
  if (status !== 0) throw new StartError(output.trim());
}

async function startEmulators(
  childEnv: NodeJS.ProcessEnv,
  { dataDir, started, say, signal }: Omit<Surroundings, "env">,
) {
  say("Starting the gateway emulators…");
  const port = await emulatorsPort(dataDir.path);
  const url = `http://127.0.0.1:${port}`;
  const emulators = superviseChild(
    {
      name: "emulators",
      args: EMULATORS,
      env: { ...childEnv, EMULATORS_PORT: String(port), EMULATORS_DIR: join(dataDir.path, "emulators") },
    },
    dataDir,
    say,
  );
  started.push(emulators);
  await answers(emulators, url, signal);

  const file = join(dataDir.run, "emulators.json");
  const addresses = Object.fromEntries(gatewayNames().map((gateway) => [gateway, `${url}/${gateway}`]));
  writeFileSync(file, `${JSON.stringify(addresses, null, 2)}\n`);
  started.push({ stop: async () => rmSync(file, { force: true }) });
  return url;
}

function environmentOfChildren(env: StartEnv, { path, secrets }: DataDir, databaseUrl: string): NodeJS.ProcessEnv {
  const origin = `http://localhost:${env.PORT}`;
  return {
    ...process.env,
    ...UNDER_NPM_START,
    NODE_ENV: "production",
    // Spares the children the compiler that strips types, which is a fifth of their memory.
    NODE_COMPILE_CACHE: compileCache,
    PORT: String(env.PORT),
    DATA_DIR: path,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET ?? secrets.nextauthSecret,
    NEXTAUTH_URL: env.NEXTAUTH_URL ?? origin,
    ENCRYPTION_KEY: env.ENCRYPTION_KEY ?? secrets.encryptionKey,
    PUBLIC_URL: env.PUBLIC_URL ?? origin,
    MFA: env.MFA,
    ALLOW_LOOPBACK_GATEWAYS: env.ALLOW_LOOPBACK_GATEWAYS,
    LOG_LEVEL: env.LOG_LEVEL,
    KEEP_MAILS: env.SMTP_URL ? "off" : "on",
  };
}

const ANSWER_WITHIN_MS = 60_000;
const DEATHS_TO_GIVE_UP = 4;

/** Waits until the process answers on HTTP with anything but a fault of its own. */
async function answers(child: Child, url: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + ANSWER_WITHIN_MS;
  while (Date.now() < deadline && child.deaths() < DEATHS_TO_GIVE_UP) {
    signal.throwIfAborted();
    const status = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (reply) => reply.status,
      () => 0,
    );
    if (status > 0 && status < 500) return;
    await sleep(100);
  }
  throw new StartError(`The ${child.name} process does not answer; the end of ${child.log}:\n${child.tail()}`);
}
