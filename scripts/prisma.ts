import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CommandResult, runCommand } from "./command.ts";

export type PrismaOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

/** Runs the official Prisma CLI, with the schema engine that needs no download, and collects what it prints. */
export function runPrisma(
  args: readonly string[],
  { cwd = root, env, signal }: PrismaOptions = {},
): Promise<CommandResult> {
  return runCommand([cli, ...args], { cwd, env: { ...process.env, ...engine, ...env }, output: "capture", signal });
}

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(dirname(createRequire(import.meta.url).resolve("prisma/package.json")), "build", "index.js");

const engine = {
  PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(new URL("schema-engine/main.ts", import.meta.url)),
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  CHECKPOINT_DISABLE: "1",
  // The engine's first line asks for `node`: let it be this one.
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
};

// `npm run prisma -- migrate dev`
if (import.meta.main) {
  const options = { cwd: root, env: { ...process.env, ...engine }, output: "terminal" } as const;
  process.exitCode = (await runCommand([cli, ...process.argv.slice(2)], options)).status;
}
