import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { lastPanic, openEngine, type SchemaEngine, type SchemaFiles } from "./engine.ts";

export type ServeOptions = { readonly url: string | undefined; readonly datamodels: readonly string[] | undefined };

type Request = { readonly id: number; readonly method: string; readonly params?: Params };
type Params = { readonly from?: Target; readonly to?: Target; readonly datasource?: Target } & Record<string, unknown>;
type Target = { readonly tag: string; readonly url?: string };

/** Answers the CLI's line-delimited JSON-RPC calls, one at a time and in order, until it closes stdin. */
export async function serve(options: ServeOptions): Promise<void> {
  let engine: Promise<SchemaEngine> | undefined;

  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Partial<Request>;
    // Lines without a method are the CLI's acknowledgements of what we printed.
    if (request.id === undefined || request.method === undefined) continue;
    const { id, method, params } = request;
    try {
      engine ??= open(options, params);
      const result = await call(await engine, method, params);
      if (method === "diff") print((result as { stdout: string | null }).stdout);
      send({ id, result: result ?? {} });
    } catch (error) {
      send({ id, error: asRpcError(error) });
    }
  }
  // Connections of the pool would otherwise hold the process.
  process.exit(0);
}

async function open({ url, datamodels }: ServeOptions, params: Params | undefined): Promise<SchemaEngine> {
  const database = url ?? [params?.from, params?.to, params?.datasource].find((target) => target?.url)?.url;
  return openEngine(database ?? NO_DATABASE, datamodels && (await readSchemas(datamodels)));
}

// A comparison of two files needs no database; the engine still wants an adapter, and connects with it only when asked.
const NO_DATABASE = "postgresql://nobody@127.0.0.1:1/nothing";

async function readSchemas(paths: readonly string[]): Promise<SchemaFiles> {
  return Promise.all(paths.map(async (path): Promise<[string, string]> => [path, await readFile(path, "utf8")]));
}

async function call(engine: SchemaEngine, method: string, params: Params | undefined): Promise<unknown> {
  if (method === "evaluateDataLoss") await replayMigrations(engine, params);
  const name = RENAMED[method] ?? method;
  const operation = (engine as unknown as Record<string, unknown>)[name];
  if (typeof operation !== "function") throw new Error(`The schema engine has no method ${method}.`);
  return operation.call(engine, params);
}

/**
 * The WebAssembly engine replays migrations on a shadow database only while it diagnoses, and remembers the result. A
 * migration that was applied since (`migrate dev` does so) is unknown to `evaluateDataLoss` until it diagnoses again.
 */
async function replayMigrations(engine: SchemaEngine, params: Params | undefined): Promise<void> {
  await call(engine, "devDiagnostic", { migrationsList: params?.migrationsList, filters: params?.filters });
}

const RENAMED: Readonly<Record<string, string>> = { getDatabaseVersion: "version" };

/** The native engine prints a diff itself, by asking the CLI to. */
function print(content: string | null): void {
  if (content !== null) send({ id: crypto.randomUUID(), method: "print", params: { content } });
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function asRpcError(error: unknown): object {
  const { name, message, code, meta } = error as Error & { code?: string; meta?: unknown };
  if (name === "RuntimeError") {
    return {
      code: 4466,
      message: lastPanic.get() || message,
      data: { is_panic: true, message: lastPanic.get() || message },
    };
  }
  return { code: 4466, message, data: { is_panic: false, message, error_code: code, meta } };
}
