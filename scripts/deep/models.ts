import { join } from "node:path";
import { runCommand } from "../command.ts";
import { root } from "../start/prepare.ts";

/** The model tests of refunds (lib/simulation/refund-model.test.ts) with as many runs as `npm test` has no time for. */
const runs = process.env.MODEL_RUNS ?? "5000";
const args = [join("node_modules", "vitest", "vitest.mjs"), "run", "--project", "unit"];
const { status } = await runCommand([...args, join("lib", "simulation", "refund-model.test.ts")], {
  cwd: root,
  env: { ...process.env, MODEL_RUNS: runs },
  output: "terminal",
});
process.exitCode = status;
