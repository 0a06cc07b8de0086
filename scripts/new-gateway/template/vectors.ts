export type Vector = {
  readonly name: string;
  readonly body: string;
  readonly secret: string;
  readonly signature: string;
};

/** TODO The manual's own examples, and one more that was computed apart from this code (a shell line will do). */
export const VECTORS: readonly Vector[] = [];
