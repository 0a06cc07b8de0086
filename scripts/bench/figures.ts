import type { Alone, Crowd } from "./measure.ts";

export type Say = (line: string) => void;

export type Unit = "ms" | "/s" | "s" | "%" | "kB" | "MB" | "points" | "statements" | "refunds" | "violations";

/** One measured value, with what it should be and with the floor of the same run that it stands on. */
export type Figure = {
  readonly name: string;
  readonly unit: Unit;
  readonly value: number;
  /** What else was seen, such as the median beside a 95th percentile. */
  readonly more?: Readonly<Record<string, number>>;
  readonly target?: Target;
  /** The name of the figure that a ratio is printed to. */
  readonly floor?: string;
};

export type Target = { readonly atMost: number } | { readonly atLeast: number } | { readonly exactly: number };

/** A query as the database answers it. */
export type Plan = { readonly name: string; readonly sql: string; readonly plan: string };

export type Findings = { readonly figures: readonly Figure[]; readonly plans?: readonly Plan[] };

type Goal = { readonly target?: Target; readonly floor?: string };

/** How long one client waits: the 95th percentile, with the median beside it. */
export function waiting(name: string, { p50, p95 }: Alone, goal: Goal = {}): Figure {
  return { name, unit: "ms", value: p95, more: { p50 }, ...goal };
}

/** How much many clients get done in a second. */
export function rate(name: string, { perSecond, p95 }: Crowd, goal: Goal = {}): Figure {
  return { name, unit: "/s", value: perSecond, more: { p95 }, ...goal };
}

export function meets(value: number, target: Target): boolean {
  if ("atMost" in target) return value <= target.atMost;
  if ("atLeast" in target) return value >= target.atLeast;
  return value === target.exactly;
}
