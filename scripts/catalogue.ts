import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Parts of which every failure must have a test; of the others the gaps are only listed. */
const DEMANDED = "ACDEFGH";

export type Entry = { readonly id: string; readonly what: string };

/** Every failure of docs/reliability-catalogue.md. */
export function entries(): Entry[] {
  const page = readFileSync(join(root, "docs", "reliability-catalogue.md"), "utf8");
  return [...page.matchAll(/^\| ([A-Z]\d\d) \| (.+) \|$/gm)].map(([, id = "", what = ""]) => ({ id, what }));
}

/** The ids that stand in a test's name, with the files where they do. Comments prove nothing. */
export function provedIds(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const files = globSync(TESTS, { cwd: root, exclude: (path) => /^(node_modules|\.next|\.data)$/.test(path) });
  for (const file of files) {
    const code = readFileSync(join(root, file), "utf8").replace(/^\s*(\/\/|\/?\*).*$/gm, "");
    for (const id of new Set(code.match(/\b[A-HJK]\d\d\b/g))) found.set(id, [...(found.get(id) ?? []), file]);
  }
  return found;
}

/** Failures that no test names. */
export function unproved(): Entry[] {
  const proved = provedIds();
  return entries().filter(({ id }) => !proved.has(id));
}

export function isDemanded({ id }: Entry): boolean {
  return DEMANDED.includes(id.charAt(0));
}

/** Beside the tests themselves: the suite that all gateways share, and the long proofs. */
const TESTS = ["**/*.{test,spec}.{ts,tsx}", "lib/gateways/contract.ts", "scripts/deep/**/*.ts"];

if (import.meta.main) {
  const missing = unproved();
  const all = entries().length;
  for (const { id, what } of missing) console.log(`${id}  ${what}`);
  console.log(`${all - missing.length} of ${all} have a test that names them.`);
  process.exitCode = missing.some(isDemanded) ? 1 : 0;
}
