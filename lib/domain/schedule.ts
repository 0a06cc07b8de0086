const DAY_MS = 86_400_000;

/**
 * When to ask about a refund again, in milliseconds from now: the ladder first, then ever more rarely with its age
 * (a twenty-fourth of it: hourly after a day), and daily at the most rarely.
 */
export function probeDelayMs({
  ladderS,
  probes,
  ageMs,
}: {
  readonly ladderS: readonly number[];
  readonly probes: number;
  readonly ageMs: number;
}): number {
  const step = ladderS[Math.min(probes, ladderS.length - 1)] ?? 60;
  return Math.min(DAY_MS, Math.max(step * 1000, ageMs / 24));
}

/** Full jitter: between nothing and 5 s, 10 s, 20 s … 1 h, so that waiting rows do not come back together. */
export function backoffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(3_600_000, 5_000 * 2 ** Math.min(failures, 20));
  return Math.ceil(random() * ceiling);
}
