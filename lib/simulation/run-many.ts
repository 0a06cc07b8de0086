import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Coverage } from "./coverage.ts";
import type { Verdict } from "./enumerate.ts";
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

  await onAllCores({ range }, take);
  const inOrder = [...hashes].sort(([a], [b]) => a - b).map(([, hash]) => hash);
  const traceHash = hashOf(inOrder);
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

/** Pieces of one range, in their order, as if they had run as one. */
export function together(pieces: readonly Batch[]): Batch {
  const coverage = new Coverage();
  const states: Record<string, number> = {};
  for (const piece of pieces) {
    coverage.add(piece.coverage.counts);
    for (const [state, count] of Object.entries(piece.states)) states[state] = (states[state] ?? 0) + count;
  }
  const sum = (of: (piece: Batch) => number) => pieces.reduce((total, piece) => total + of(piece), 0);
  return {
    seeds: sum(({ seeds }) => seeds),
    refunds: sum(({ refunds }) => refunds),
    states,
    coverage,
    failures: pieces.flatMap(({ failures }) => failures),
    traceHash: hashOf(pieces.map(({ traceHash }) => traceHash)),
    seconds: sum(({ seconds }) => seconds),
  };
}

function hashOf(hashes: readonly string[]): string {
  return (hash32(hashes.join("")) >>> 0).toString(16).padStart(8, "0");
}

export type Enumeration = {
  readonly schedules: number;
  readonly failures: readonly Verdict[];
  readonly seconds: number;
};

/** Runs every schedule that the gateways have, on all cores. */
export async function enumerate(gateways: readonly string[], everyStatement: boolean): Promise<Enumeration> {
  const beganAt = performance.now();
  const failures: Verdict[] = [];
  let schedules = 0;
  await onAllCores<Verdict>({ enumerated: { gateways, everyStatement } }, (verdict) => {
    schedules += 1;
    if (verdict.violations.length > 0) failures.push(verdict);
  });
  return { schedules, failures, seconds: (performance.now() - beganAt) / 1_000 };
}

/** What a thread takes its work from, one piece after the other. */
export type Work =
  | { readonly range: Range }
  | { readonly enumerated: { readonly gateways: readonly string[]; readonly everyStatement: boolean } };

/** What the threads of a run share: which piece comes next, and at which one each of them is. */
export type Shared = { readonly next: Int32Array; readonly at: Int32Array };

/** A world takes some fifty milliseconds. One that loops without an event would go on for ever, and say nothing. */
const LONGEST_MS = 120_000;

async function onAllCores<T>(work: Work, take: (result: T) => void): Promise<void> {
  const threads = Math.max(2, Math.min(4, availableParallelism()));
  const shared = { next: sharedCounters(1), at: sharedCounters(threads) };
  await Promise.all(Array.from({ length: threads }, (_, place) => startThread(work, shared, place, take)));
}

function sharedCounters(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * count));
}

function startThread<T>(work: Work, shared: Shared, place: number, take: (result: T) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData: { work, shared, place },
      // Worlds are short-lived: with room for several of them, few of their rows are ever copied.
      resourceLimits: { maxYoungGenerationSizeMb: 192 },
    });
    const giveUp = () => {
      const piece = Atomics.load(shared.at, place);
      reject(new Error(`${nameOf(work, piece)} did not come to an end within ${LONGEST_MS / 1_000} s`));
      void thread.terminate();
    };
    const patience = setTimeout(giveUp, LONGEST_MS);
    thread.on("message", (result: T) => {
      patience.refresh();
      take(result);
    });
    thread.once("error", reject);
    thread.once("exit", (code) => {
      clearTimeout(patience);
      if (code === 0) resolve();
      else reject(new Error(`a thread ended with ${code}`));
    });
  });
}

function nameOf(work: Work, piece: number): string {
  return "range" in work ? `the world of seed ${work.range.from + piece}` : `schedule ${piece}`;
}
