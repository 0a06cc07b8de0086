import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Coverage } from "./coverage.ts";
import { hash32 } from "./random.ts";
import type { SeedResult } from "./run-seed.ts";
import type { SwarmLimits } from "./swarm.ts";

export type Range = { readonly from: number; readonly seeds: number; readonly limits?: SwarmLimits };

export type Batch = {
  readonly seeds: number;
  readonly refunds: number;
  readonly states: Readonly<Record<string, number>>;
  readonly coverage: Coverage;
  readonly failures: readonly SeedResult[];
  /** Over the traces of all seeds, in their order: two runs of one commit agree. */
  readonly traceHash: string;
  readonly seconds: number;
};

/** Runs a range of seeds on all cores and adds up what they met. */
export async function runMany(range: Range, progress: (done: number) => void = () => {}): Promise<Batch> {
  const beganAt = performance.now();
  const hashes = new Map<number, string>();
  const states: Record<string, number> = {};
  const coverage = new Coverage();
  const failures: SeedResult[] = [];
  let refunds = 0;
  const take = (result: SeedResult) => {
    hashes.set(Number(result.seed), result.traceHash);
    refunds += result.refunds;
    coverage.add(result.coverage);
    for (const [state, count] of Object.entries(result.states)) states[state] = (states[state] ?? 0) + count;
    if (result.violations.length > 0) failures.push(result);
    progress(hashes.size);
  };

  const next = new Int32Array(new SharedArrayBuffer(4));
  const threads = Math.max(2, Math.min(4, availableParallelism()));
  await Promise.all(Array.from({ length: threads }, () => work(range, next, take)));
  const inOrder = [...hashes].sort(([a], [b]) => a - b).map(([, hash]) => hash);
  const traceHash = (hash32(inOrder.join("")) >>> 0).toString(16).padStart(8, "0");
  return {
    seeds: hashes.size,
    refunds,
    states,
    coverage,
    failures,
    traceHash,
    seconds: (performance.now() - beganAt) / 1_000,
  };
}

function work(range: Range, next: Int32Array, take: (result: SeedResult) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL("./thread.ts", import.meta.url), { workerData: { range, next } });
    thread.on("message", take);
    thread.once("error", reject);
    thread.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with ${code}`))));
  });
}
