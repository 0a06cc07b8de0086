import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { writeGatewayList } from "./gateway-list.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const template = fileURLToPath(new URL("new-gateway/template", import.meta.url));

/** A sentence against a name that cannot be a folder, a constant and a word in an address; undefined where it can. */
export function refuseName(name: string | undefined): string | undefined {
  if (!name) return "Say the gateway's name: npm run new-gateway NAME";
  if (!/^[a-z][a-z0-9]{2,31}$/.test(name))
    return `"${name}" cannot be a name: 3 to 32 small letters and digits, a letter first.`;
  if (TAKEN.has(name) || !isConstantName(name)) return `"${name}" has a meaning of its own in the code; take another.`;
  if (existsSync(join(root, "lib", "gateways", name)))
    return `There is a gateway "${name}" already: lib/gateways/${name}.`;
  return undefined;
}

/** Writes lib/gateways/NAME, whose contract suite fails until the manual's pages are worked in. Changes nothing else. */
export function createGateway(name: string): string[] {
  const folder = join(root, "lib", "gateways", name);
  cpSync(template, folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files) writeFileSync(file, named(readFileSync(file, "utf8"), name));
  writeGatewayList();
  return files.map((file) => relative(root, file)).sort();
}

/** What the code, the demo and the tests call something else. */
const TAKEN = new Set(["newgateway", "generated", "gateway", "gateways", "connector", "constructor", "prototype"]);

/** Reserved words of the language are no names of constants. */
function isConstantName(name: string): boolean {
  try {
    new Function(`"use strict"; async () => { const ${name} = 1; }`);
    return true;
  } catch {
    return false;
  }
}

function named(text: string, name: string): string {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return text
    .replaceAll("newgateway", name)
    .replaceAll("Newgateway", capital)
    .replaceAll("NEWGATEWAY", name.toUpperCase());
}

if (import.meta.main) {
  const name = process.argv[2];
  const refusal = refuseName(name);
  if (refusal || !name) {
    console.error(refusal);
    process.exit(1);
  }
  for (const file of createGateway(name)) console.log(file);
  console.log(`\nNow make it green: npm run test:unit -- lib/gateways/${name}   (docs/add-a-gateway.md)`);
}
