/** Calls a minute that one API key may make at one web process. */
const CALLS_PER_MINUTE = 6_000;
const WINDOW_MS = 60_000;

type Window = { readonly startedAt: number; calls: number };

/** A window per key. Keys are few: only those that exist get one. */
const windows = new Map<string, Window>();

/** Counts a call; the seconds to wait where there were too many, else null. */
export function secondsToWait(caller: string, now = performance.now()): number | null {
  const known = windows.get(caller);
  const current = known && now - known.startedAt < WINDOW_MS ? known : { startedAt: now, calls: 0 };
  current.calls += 1;
  windows.set(caller, current);
  return current.calls <= CALLS_PER_MINUTE ? null : Math.ceil((current.startedAt + WINDOW_MS - now) / 1_000);
}
