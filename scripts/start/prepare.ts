import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../command.ts";
import { writeGatewayList } from "../gateway-list.ts";
import { type Lock, waitForLock } from "../lock.ts";
import { runPrisma } from "../prisma.ts";
import { StartError } from "../processes.ts";
import { tailOf } from "./child.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export const next = join(root, "node_modules/next/dist/bin/next");
const cache = join(root, "node_modules", ".cache", "refund-desk");
export const compileCache = join(cache, "compile");
const clientStamp = join(root, "prisma", "generated", ".made-from");
const buildStamp = join(root, ".next", "made-from");

/** Two starts in one checkout share the generated client and the build, so they make them one after the other. */
export function lockCheckout(say: (line: string) => void): Promise<Lock> {
  return waitForLock(join(cache, "checkout.lock"), "prepare", () => say("Waiting for another start in this folder…"));
}

/** Generates the list of gateways, and the database client when it is missing or older than the schema. */
export async function generateClient(signal: AbortSignal): Promise<void> {
  writeGatewayList();
  const source = digestOf(["prisma/schema.prisma", "package-lock.json"]);
  if (stampIs(clientStamp, source)) return;

  const { status, output } = await runPrisma(["generate"], { signal });
  if (status !== 0) throw new StartError(`The database client could not be generated.\n${output}`);
  writeFileSync(clientStamp, source);
}

/** Builds the web app when the build is missing or older than its sources. */
export async function buildWeb({ log, say, signal }: BuildOptions): Promise<void> {
  const source = digestOf(WEB_SOURCES, process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY);
  if (stampIs(buildStamp, source)) return;

  say("Building the web app (once, about a minute)…");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  const { status } = await runCommand([next, "build"], { cwd: root, env, output: { log }, signal });
  signal.throwIfAborted();
  if (status !== 0) throw new StartError(`The web app could not be built; the end of ${log}:\n${tailOf(log)}`);
  writeFileSync(buildStamp, source);
}

export type BuildOptions = {
  readonly log: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
};

const WEB_SOURCES = [
  ...["app", "components", "lib", "messages", "public", "prisma/schema.prisma", "package-lock.json"],
  ...["next.config.js", "next.config.ts", "tailwind.config.ts", "postcss.config.js", "postcss.config.mjs"],
  ...["instrumentation.ts", "instrumentation-client.ts"],
];

function stampIs(stamp: string, source: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === source;
}

/** One digest over the names and contents of files and folders; tests are no source of a build. */
function digestOf(paths: readonly string[], extra = ""): string {
  const hash = createHash("sha256").update(extra);
  for (const path of paths.flatMap(filesBelow)) {
    if (!/\.test\.tsx?$/.test(path)) hash.update(`\n${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

function filesBelow(path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}
