import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./start/prepare.ts";
import { startTestDatabase, type TestServer } from "./test/database.ts";
import { runInLanes } from "./test/lanes.ts";
import { STEPS } from "./test/steps.ts";

/** `npm test`: every step, what it printed and how long it took, and one last line that counts. */
const only = process.argv.slice(2);
const steps = STEPS.filter(({ name }) => only.length === 0 || only.includes(name));
if (steps.length < only.length || (only.length > 0 && steps.length === 0)) {
  console.error(`npm test knows these steps: ${STEPS.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}

rmSync(join(root, ".test"), { recursive: true, force: true });
let database: Promise<TestServer> | undefined;
const databaseUrl = async () => {
  database ??= startTestDatabase();
  return (await database).url;
};

const results = await runInLanes(steps, databaseUrl);
await (await database)?.stop();
const sum = (kind: "passed" | "failed") => results.reduce((total, result) => total + result[kind], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") === 0 ? 0 : 1);
