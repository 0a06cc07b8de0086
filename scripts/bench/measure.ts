import { performance } from "node:perf_hooks";

export type Alone = { readonly p50: number; readonly p95: number };
export type Crowd = Alone & { readonly perSecond: number };

/** `turn` counts up, so that every call can ask for something else. */
type Work = (turn: number) => Promise<unknown>;

/** One client, one call after the other, in milliseconds. The first calls warm up and do not count. */
export async function alone(work: Work, { calls = 200, warmUp = 30, withinMs = 20_000 } = {}): Promise<Alone> {
  for (let turn = 0; turn < warmUp; turn++) await work(turn);
  const times: number[] = [];
  const end = performance.now() + withinMs;
  for (let turn = 0; turn < calls && performance.now() < end; turn++) times.push(await timed(work, warmUp + turn));
  return percentiles(times);
}

/** Many clients at once, each with one call under way, for some seconds. */
export async function crowd(work: Work, { clients = 16, forMs = 5_000 } = {}): Promise<Crowd> {
  let turn = 0;
  const times: number[] = [];
  const began = performance.now();
  const client = async () => {
    while (performance.now() - began < forMs) times.push(await timed(work, turn++));
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { ...percentiles(times), perSecond: (times.length / (performance.now() - began)) * 1_000 };
}

export async function timed(work: Work, turn: number): Promise<number> {
  const began = performance.now();
  await work(turn);
  return performance.now() - began;
}

export function percentiles(times: readonly number[]): Alone {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}
