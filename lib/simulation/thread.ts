import { parentPort, workerData } from "node:worker_threads";
import type { Range } from "./run-many.ts";
import { runSeed } from "./run-seed.ts";

const { range, next } = workerData as { readonly range: Range; readonly next: Int32Array };

for (;;) {
  const index = Atomics.add(next, 0, 1);
  if (index >= range.seeds) break;
  parentPort?.postMessage(await runSeed(String(range.from + index), { limits: range.limits }));
  // Node's event loop turns once, so that messages leave.
  await new Promise((resolve) => setImmediate(resolve));
}
