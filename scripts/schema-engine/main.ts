#!/usr/bin/env node
import { parseArgs } from "node:util";
import { engineVersion } from "./engine.ts";
import { serve } from "./json-rpc.ts";
import { canConnect, createDatabase } from "./sub-commands.ts";

/**
 * Stands where Prisma's CLI expects its native schema engine (PRISMA_SCHEMA_ENGINE_BINARY), which it would download,
 * and hands every call to the official WebAssembly build of the same engine, which comes with npm.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datasource: { type: "string" },
    datamodels: { type: "string", multiple: true },
    "enabled-preview-features": { type: "string" },
    "extension-types": { type: "string" },
    version: { type: "boolean", short: "V" },
  },
});

const url = typeof values.datasource === "string" ? (JSON.parse(values.datasource).url as string) : undefined;
const datamodels = values.datamodels?.filter((path) => typeof path === "string");

if (values.version) console.log(`schema-engine-wasm ${await engineVersion()}`);
else if (positionals[0] === "cli") process.exitCode = await subCommand(positionals[1]);
else await serve({ url, datamodels });

async function subCommand(name: string | undefined): Promise<number> {
  if (!url) throw new Error("The sub-commands of the schema engine need --datasource.");
  if (name === "can-connect-to-database") return canConnect(url);
  if (name === "create-database") return createDatabase(url);
  throw new Error(`The schema engine has no sub-command ${name}.`);
}
