import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import { generateClient, root } from "./start/prepare.ts";

/**
 * `npm run test:deep -- PART`: the long proofs. A part is a script `scripts/deep/<part>.ts`, runs alone for at most 45
 * minutes, and goes on where an earlier run of it stopped. Without a name all of them run; `--write` and the like are
 * passed on to each.
 */
const parts = partsIn(join(root, "scripts", "deep"));
const words = process.argv.slice(2);
const flags = words.filter((word) => word.startsWith("--"));
const wanted = words.filter((word) => !word.startsWith("--"));
const unknown = wanted.find((part) => !parts.includes(part));

if (unknown || parts.length === 0) {
  console.error(unknown ? `There is no part ${unknown}.` : "There is no part yet.");
  console.error(`Parts: ${parts.join(", ") || "none"}.`);
  process.exit(unknown ? 1 : 0);
}

await generateClient(new AbortController().signal);
let failed = 0;
for (const part of wanted.length > 0 ? wanted : parts) {
  console.log(`\n=== ${part}`);
  const { status } = await runCommand([join("scripts", "deep", `${part}.ts`), ...flags], {
    cwd: root,
    output: "terminal",
  });
  if (status !== 0) failed++;
  console.log(`--- ${part}: ${status === 0 ? "passed" : "failed"}`);
}
process.exitCode = failed === 0 ? 0 : 1;

function partsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => name.slice(0, -3))
      .sort();
  } catch {
    return [];
  }
}
