import { createHash } from "node:crypto";

/** Chance from a seed: which fault strikes is the same in every run, only when it does is up to the machine. */
export type Chance = {
  /** A whole number from 0 to one less than this. */
  readonly below: (limit: number) => number;
  readonly perMille: (share: number) => boolean;
  readonly of: <T>(items: readonly T[]) => T;
};

export function chanceOf(seed: string): Chance {
  let drawn = 0;
  const below = (limit: number) => {
    drawn += 1;
    return createHash("sha256").update(`${seed}|${drawn}`).digest().readUInt32BE(0) % Math.max(1, limit);
  };
  return {
    below,
    perMille: (share) => below(1_000) < share,
    of: <T>(items: readonly T[]) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to choose from");
      return item;
    },
  };
}
