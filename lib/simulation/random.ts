/** Chance that can be had again: the same seed draws the same numbers. */
export type Random = {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  readonly chance: (probability: number) => boolean;
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number;
  /** As `between`, with small numbers as likely as large ones: 1 to 10 as often as 1,000 to 10,000. */
  readonly magnitude: (least: number, most: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** An independent stream: what one part draws does not shift what another one meets. */
  readonly fork: (name: string) => Random;
};

export function createRandom(seed: string): Random {
  const next = sfc32(seed);
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    chance: (probability) => next() < probability,
    between,
    magnitude: (least, most) => Math.round(least * (most / least) ** next()),
    pick: (from) => {
      const picked = from[between(0, from.length - 1)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/** Small Fast Counter, 32 bits (PractRand), its state filled from the seed. */
function sfc32(seed: string): () => number {
  let [a, b, c, counter] = [hash32(`${seed}|a`), hash32(`${seed}|b`), hash32(`${seed}|c`), 1];
  const draw = () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let warm = 0; warm < 12; warm += 1) draw();
  return draw;
}

/** FNV-1a. */
export function hash32(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
