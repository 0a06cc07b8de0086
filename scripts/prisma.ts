import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Runs the official Prisma CLI with the schema engine that needs no download: `node scripts/prisma.ts migrate deploy`. */
export function runPrisma(args: readonly string[], options: PrismaOptions = {}): { status: number; output: string } {
  const result = spawnSync(process.execPath, [cli, ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...prismaEnvironment(), ...options.env },
    stdio: options.capture ? ["ignore", "pipe", "pipe"] : "inherit",
    encoding: "utf8",
  });
  return { status: result.status ?? 1, output: `${result.stdout ?? ""}${result.stderr ?? ""}` };
}

export type PrismaOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly capture?: boolean;
};

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(dirname(createRequire(import.meta.url).resolve("prisma/package.json")), "build", "index.js");

function prismaEnvironment(): Record<string, string> {
  return {
    PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(new URL("schema-engine/main.ts", import.meta.url)),
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
    // The engine's first line asks for `node`: let it be this one.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  };
}

if (import.meta.main) process.exitCode = runPrisma(process.argv.slice(2)).status;
