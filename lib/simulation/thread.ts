import { parentPort, workerData } from "node:worker_threads";
import { allSchedules, runSchedule } from "./enumerate.ts";
import type { Shared, Work } from "./run-many.ts";
import { runSeed } from "./run-seed.ts";

const { work, shared, place } = workerData as { readonly work: Work; readonly shared: Shared; readonly place: number };
const pieces = await piecesOf(work);

for (;;) {
  const index = Atomics.add(shared.next, 0, 1);
  const piece = pieces[index];
  if (!piece) break;
  Atomics.store(shared.at, place, index);
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
