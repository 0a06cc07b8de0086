import { parseArgs } from "node:util";
import { keepProof } from "../proof/keep.ts";
import { simulate } from "../simulation/simulate.ts";

/**
 * A million refunds in other worlds than those of `npm test`, and aimed faults at every statement. `-- --write` keeps
 * the figures in docs/proof.
 */
const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const range = { from: 1_000_000, seeds: 42_500 };
const { passed, failed, figures } = await simulate({ range, schedules: "statements" });
if (values.write) {
  const command = "npm run test:deep -- simulation";
  keepProof({ name: "simulation-million", title: "A million refunds in worlds that fail", command, figures });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
