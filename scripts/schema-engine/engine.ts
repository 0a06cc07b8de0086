import { readFile } from "node:fs/promises";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { migrationAdapterFactory } from "./adapter.ts";

export type SchemaEngine = Awaited<ReturnType<typeof bindings.SchemaEngine.new>>;
export type SchemaFiles = [path: string, content: string][];

/** Instantiates the official WebAssembly schema engine on one database. `datamodels` only when the CLI named some. */
export async function openEngine(url: string, datamodels: SchemaFiles | undefined): Promise<SchemaEngine> {
  await instantiate();
  const adapter = bindMigrationAwareSqlAdapterFactory(migrationAdapterFactory(url));
  return bindings.SchemaEngine.new({ datamodels }, logNothing, adapter);
}

/** The text of the last panic inside the engine, which the JavaScript error does not carry. */
export const lastPanic = {
  message: "",
  get: () => lastPanic.message,
  set_message: (message: string) => {
    lastPanic.message = message;
  },
};

export async function engineVersion(): Promise<string> {
  await instantiate();
  return bindings.version();
}

async function instantiate(): Promise<void> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: lastPanic });
  const file = new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

function logNothing(): void {}
