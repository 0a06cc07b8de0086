import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { sealSid, sessionCookie } from "#lib/auth/session-cookie.ts";
import { createApiKey } from "#lib/services/people/create-api-key.ts";
import { createSession } from "#lib/services/people/create-session.ts";
import { runCommand } from "../command.ts";
import { freePort, StartError } from "../processes.ts";
import { tailOf } from "../start/child.ts";
import { next, root } from "../start/prepare.ts";
import { WEB } from "../start/refund-desk.ts";
import { benchFolder, type Desk } from "./desk.ts";
import type { Say } from "./figures.ts";
import { answers, environment, type Running, run } from "./server.ts";

export type Web = Running & {
  readonly origin: string;
  readonly port: number;
  /** From the start of the process to its first answer. */
  readonly startedInMs: number;
};

const copy = join(benchFolder, "web");
/** Once a run, so that all its figures are of one build. */
let built: Promise<void> | undefined;

/** Starts the web app as it is in this checkout, with the floor's routes beside its own. */
export async function startWeb(desk: Desk, say: Say): Promise<Web> {
  built ??= buildCopy(say);
  await built;
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const began = performance.now();
  const running = run({ name: "web", args: WEB, cwd: copy }, desk, environment(desk, port));
  try {
    await answers(`${origin}/api/health`, running);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { ...running, origin, port, startedInMs: performance.now() - began };
}

/** The cookie of a signed-in member of staff. */
export async function signedIn(
  desk: Desk,
  { origin }: Web,
): Promise<{ readonly name: string; readonly value: string }> {
  const sid = await createSession(desk.staff.prisma, desk.staff.operator.id, { ip: null, userAgent: "bench" });
  return { name: sessionCookie(origin).name, value: await sealSid(sid, desk.dataDir.secrets.nextauthSecret) };
}

/** One key per client: a key has a limit of its own. */
export async function apiKeys({ staff }: Desk, count: number): Promise<readonly string[]> {
  const context = { ...staff, operator: { kind: "cli", name: "bench" } } as const;
  const keys = Array.from({ length: count }, () => createApiKey(context, { name: "bench" }));
  return (await Promise.all(keys)).map((created) => {
    if (!created.ok) throw new Error(`No API key: ${created.error.code}`);
    return created.value.key;
  });
}

const SOURCES = [
  ...[
    "app",
    "components",
    "lib",
    "messages",
    "prisma",
    "public",
    "scripts/web.ts",
    "package.json",
    "package-lock.json",
  ],
  ...["tsconfig.json", "tailwind.config.ts", "postcss.config.mjs", "next.config.js"],
];
const FLOOR = "scripts/bench/floor-app";

/**
 * A copy of the app inside the checkout, where packages are found, so that an empty page can be measured in the very
 * same build and never ships.
 */
async function buildCopy(say: Say): Promise<void> {
  const source = digestOf([...SOURCES, FLOOR]);
  const stamp = join(copy, ".next", "made-from");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === source) return;

  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const path of SOURCES.filter((path) => existsSync(join(root, path)))) {
    cpSync(join(root, path), join(copy, path), { recursive: true, filter: (file) => !isTest(file) });
  }
  cpSync(join(root, FLOOR), join(copy, "app"), { recursive: true });
  // Packages are those of the checkout.
  replaceIn("next.config.js", /turbopack: \{.*\}/, `turbopack: { root: ${JSON.stringify(root)} }`);
  replaceIn("app/globals.css", /\.\.\/node_modules/g, join(relative(join(copy, "app"), root), "node_modules"));

  say("Building the web app with an empty page beside it (about a minute)…");
  const log = join(benchFolder, "logs", "build.log");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  const { status } = await runCommand([next, "build"], { cwd: copy, env, output: { log } });
  if (status !== 0) throw new StartError(`The web app could not be built; the end of ${log}:\n${tailOf(log)}`);
  writeFileSync(stamp, source);
}

function replaceIn(path: string, what: RegExp, by: string): void {
  const file = join(copy, path);
  writeFileSync(file, readFileSync(file, "utf8").replace(what, by));
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesBelow)) hash.update(`\n${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

function filesBelow(path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full) || isTest(path)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}
