import { simulate } from "../simulation/simulate.ts";

/** A million refunds in other worlds than those of `npm test`, and aimed faults at every statement. */
const range = { from: 1_000_000, seeds: 42_500 };
const { passed, failed } = await simulate({ range, schedules: "statements", writesPage: false });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
