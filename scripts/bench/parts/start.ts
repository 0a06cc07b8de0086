import type { Part } from "../part.ts";

const STARTS = 3;

/** From the start of the web process to its first answer. */
export const start: Part = {
  name: "start",
  title: "Start",
  async run(bench) {
    const times: number[] = [];
    for (let turn = 0; turn < STARTS; turn++) times.push((await bench.freshWeb()).startedInMs);
    const [, middle = Number.NaN] = times.toSorted((a, b) => a - b);
    return {
      figures: [{ name: "start: web, to its first answer", unit: "ms", value: middle, target: { atMost: 2_000 } }],
    };
  },
};
