import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../lib/gateways", import.meta.url));

/** The gateways of the product: every folder of lib/gateways that has an `index.ts`. */
export function gatewayNames(): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const isGateway = (name: string) => existsSync(join(folder, name, "index.ts"));
  return entries.filter((entry) => entry.isDirectory() && isGateway(entry.name)).map(({ name }) => name);
}

/**
 * Writes down what the bundler cannot look up for itself: which gateways there are. Made beside the database client
 * and like it no part of the repository, so that a new gateway is one new folder and changes no other file.
 */
export function writeGatewayList(): void {
  const names = gatewayNames().sort();
  writeIfNew("connectors.ts", connectors(names));
  writeIfNew("emulators.ts", emulators(names));
}

/** How a folder's emulator is called: `createNeoxEmulator`. */
function emulatorFactory(name: string): string {
  return `create${name.charAt(0).toUpperCase()}${name.slice(1)}Emulator`;
}

function connectors(names: readonly string[]): string {
  const imports = names.map((name) => `import { ${name} } from "../${name}/index.ts";`);
  return lines([
    `import type { Connector } from "../connector.ts";`,
    ...imports,
    "",
    `export const CONNECTORS: readonly Connector[] = [${names.join(", ")}];`,
  ]);
}

function emulators(names: readonly string[]): string {
  const imports = names.map((name) => `import { ${emulatorFactory(name)} } from "../${name}/emulator/emulator.ts";`);
  return lines([
    `import type { Emulator } from "../emulator-kit/server.ts";`,
    ...imports,
    "",
    `/** Each keeps its memory in this folder. */`,
    `export const EMULATORS: readonly ((folder: string) => Emulator)[] = [${names.map(emulatorFactory).join(", ")}];`,
  ]);
}

function lines(text: readonly string[]): string {
  return `${["// Written by scripts/gateway-list.ts.", ...text].join("\n")}\n`;
}

/** A file that says the same is left alone, so that nobody who watches it wakes up. */
function writeIfNew(name: string, text: string): void {
  const file = join(folder, "generated", name);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(join(folder, "generated"), { recursive: true });
  writeFileSync(file, text);
}

if (import.meta.main) writeGatewayList();
