export type Say = (line: string) => void;

export type Unit = "ms" | "/s" | "s" | "kB" | "MB" | "statements" | "refunds";

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

export function meets(value: number, target: Target): boolean {
  if ("atMost" in target) return value <= target.atMost;
  if ("atLeast" in target) return value >= target.atLeast;
  return value === target.exactly;
}
