/** What the desk can show for its promises: what is watched, and what was proven before it was let out. */
export type ProofDto = {
  readonly invariants: readonly InvariantDto[];
  readonly runs: readonly InvariantRunDto[];
  readonly chain: { readonly sealed: string; readonly waiting: number; readonly lastHash: string | null };
  readonly openCases: { readonly total: number; readonly grave: number };
  readonly kept: readonly KeptProof[];
};

export type InvariantDto = {
  readonly name: string;
  /** Null before the first check. */
  readonly result: {
    readonly violations: number;
    readonly sample: readonly string[];
    readonly tookMs: number;
    readonly checkedAt: string;
  } | null;
};

export type InvariantRunDto = {
  readonly at: string;
  /** Of everything, or of what was touched since the run before. */
  readonly whole: boolean;
  readonly seen: number;
  readonly violations: number;
  readonly tookMs: number;
};

/** A long proof as it was last run: docs/proof/<name>.json. */
export type KeptProof = {
  readonly name: string;
  readonly title: string;
  readonly command: string;
  readonly at: string;
  readonly commit: string;
  readonly machine: string;
  readonly figures: Readonly<Record<string, string | number>>;
};
