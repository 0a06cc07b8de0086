import type { Batch, Enumeration, Range } from "#lib/simulation/run-many.ts";

/** What a run is told by, in the proof that is kept of it. */
export function figuresOf(range: Range, batch: Batch, aimed: Enumeration | null): Record<string, string | number> {
  const count = (kind: string) =>
    batch.failures.flatMap(({ violations }) => violations).filter((violation) => violation.kind === kind).length;
  return {
    refunds: batch.refunds.toLocaleString("en"),
    "worlds (seeds)": `${batch.seeds.toLocaleString("en")} (${range.from} to ${range.from + batch.seeds - 1}), fault rates of 10 to 90 %`,
    "moved twice": count("double"),
    lost: count("lost"),
    "a final word against the truth": count("wrong word"),
    abandoned: count("abandoned"),
    "broken invariants": count("broken"),
    "ended as": Object.entries(batch.states)
      .sort()
      .map(([state, times]) => `${times.toLocaleString("en")} ${state}`)
      .join(", "),
    trace: batch.traceHash,
    took: `${Math.round(batch.seconds)} s`,
    ...(aimed && {
      "schedules of aimed faults": `${aimed.schedules.toLocaleString("en")}, ${aimed.failures.length} failed, ${Math.round(aimed.seconds)} s`,
    }),
  };
}
