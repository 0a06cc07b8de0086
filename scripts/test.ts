import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./start/prepare.ts";
import { startTestDatabase, type TestServer } from "./test/database.ts";
import { STEPS, type StepResult } from "./test/steps.ts";

/** `npm test`: every step in order, a heading and a time for each, and one last line that counts. */
const only = process.argv.slice(2);
const steps = STEPS.filter(({ name }) => only.length === 0 || only.includes(name));
if (steps.length < only.length || (only.length > 0 && steps.length === 0)) {
  console.error(`npm test knows these steps: ${STEPS.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}

rmSync(join(root, ".test"), { recursive: true, force: true });
let database: Promise<TestServer> | undefined;
const results = new Map<string, StepResult>();

for (const step of steps) {
  console.log(`\n=== ${step.title}`);
  const began = Date.now();
  const missing = step.needs?.find((name) => results.get(name)?.failed);
  const result = missing
    ? { passed: 0, failed: 1, note: `not run, because ${missing} failed` }
    : await step.run(databaseUrl).catch(asFailure);
  results.set(step.name, result);
  const note = result.note ? ` (${result.note})` : "";
  console.log(`--- ${step.title}: ${result.passed} passed, ${result.failed} failed${note}, ${seconds(began)}`);
}

await (await database)?.stop();
const sum = (kind: "passed" | "failed") => [...results.values()].reduce((total, result) => total + result[kind], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") === 0 ? 0 : 1);

/** One server for the steps that need one, started by the first of them. */
async function databaseUrl(): Promise<string> {
  database ??= startTestDatabase();
  return (await database).url;
}

function asFailure(error: unknown): StepResult {
  console.error(error);
  return { passed: 0, failed: 1 };
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
