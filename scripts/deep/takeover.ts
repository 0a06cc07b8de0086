import { parseArgs } from "node:util";
import { keepProof } from "../proof/keep.ts";
import { spread } from "../real/report.ts";
import { measureTakeover } from "../real/takeover.ts";

/** From the death of a sender to another worker taking over, with the lease of 60 s as it is. */
const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const WITHIN_MS = 75_000;

const { left, tookMs } = await measureTakeover();
const figures = {
  "sends that two workers left behind when they were killed (SIGKILL)": left,
  "taken over by another worker": `${tookMs.length}: ${spread(tookMs)}`,
};
for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
if (values.write)
  keepProof({
    name: "takeover",
    title: "Another worker takes over",
    command: "npm run test:deep -- takeover",
    figures,
  });
const isGood = left > 0 && tookMs.length === left && Math.max(...tookMs) <= WITHIN_MS;
process.exit(isGood ? 0 : 1);
