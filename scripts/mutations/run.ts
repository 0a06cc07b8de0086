import { join } from "node:path";
import { createVitest, type TestModule, type Vitest } from "vitest/node";
import { root } from "../start/prepare.ts";
import type { Mutation } from "./mutation.ts";
import { MUTATIONS } from "./table.ts";

/**
 * `run.ts SHARD SHARDS`: plants the mutations of one shard, one after the other, and runs the tests aimed at each. All
 * of them share one Vitest, so that its start, the database server's and the migrations' are paid for once.
 * A line `caught …` for each bug that was, `SURVIVED …` or `BROKEN …` for each that was not.
 */
const [shard = 0, shards = 1] = process.argv.slice(2).map(Number);
const config = join(import.meta.dirname, "vitest.config.ts");
const vitest = await createVitest("test", { root, config, watch: false, reporters: [{}] });

for (const mutation of MUTATIONS.filter((_, index) => index % shards === shard)) {
  const began = Date.now();
  const { verdict, by } = verdictOf(await runAimed(vitest, mutation));
  console.log(`${verdict} ${mutation.name} (${by}), ${((Date.now() - began) / 1000).toFixed(1)} s`);
  if (verdict !== "caught") process.exitCode = 1;
}
await vitest.close();

async function runAimed(vitest: Vitest, mutation: Mutation): Promise<readonly TestModule[]> {
  const specifications = mutation.caughtBy.map(({ file, named }) =>
    vitest
      .getProjectByName(file.includes(".db.test.") ? "db" : "unit")
      .createSpecification(join(root, file), named ? { testNamePattern: new RegExp(named) } : undefined),
  );
  const source = join(root, mutation.file);
  process.env.MUTATION = mutation.name;
  vitest.invalidateFile(source);
  try {
    const { testModules } = await vitest.runTestSpecifications(specifications);
    return testModules.filter(({ moduleId }) => specifications.some((one) => one.moduleId === moduleId));
  } finally {
    process.env.MUTATION = "";
    vitest.invalidateFile(source);
  }
}

/** A test must say no. A bug with which the tests do not even load proves nothing about them. */
function verdictOf(modules: readonly TestModule[]): { readonly verdict: string; readonly by: string } {
  const results = modules.flatMap(({ children }) => [...children.allTests()]);
  const [failed] = results.filter((one) => one.result().state === "failed");
  if (failed) return { verdict: "caught", by: failed.name };
  const error = modules.flatMap((module) => module.errors()).at(0);
  if (error) return { verdict: "BROKEN", by: error.message };
  const ran = results.filter((one) => one.result().state === "passed").length;
  return ran === 0 ? { verdict: "BROKEN", by: "no test ran" } : { verdict: "SURVIVED", by: `${ran} tests passed` };
}
