import { parentPort, workerData } from "node:worker_threads";
import { allSchedules, runSchedule } from "./enumerate.ts";
import type { Work } from "./run-many.ts";
import { runSeed } from "./run-seed.ts";

const { work, next } = workerData as { readonly work: Work; readonly next: Int32Array };
const pieces = await piecesOf(work);

for (;;) {
  const piece = pieces[Atomics.add(next, 0, 1)];
  if (!piece) break;
  parentPort?.postMessage(await piece());
  // Node's event loop turns once, so that messages leave.
  await new Promise((resolve) => setImmediate(resolve));
}

async function piecesOf(asked: Work): Promise<readonly (() => Promise<unknown>)[]> {
  if ("range" in asked) {
    const { from, seeds, limits } = asked.range;
    return Array.from({ length: seeds }, (_, index) => () => runSeed(String(from + index), { limits }));
  }
  const { gateways, everyStatement } = asked.enumerated;
  const schedules = await allSchedules(gateways, everyStatement);
  return schedules.map((schedule) => () => runSchedule(schedule));
}
