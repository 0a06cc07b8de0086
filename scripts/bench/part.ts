import type { Desk } from "./desk.ts";
import type { Findings, Say } from "./figures.ts";
import type { Web } from "./web.ts";

/** What the parts share; each thing comes up when the first part asks for it. */
export type Bench = {
  readonly say: Say;
  readonly desk: () => Promise<Desk>;
  readonly web: () => Promise<Web>;
  /** A web process that has not answered anybody yet. */
  readonly freshWeb: () => Promise<Web>;
};

/** One piece of the benchmark, which can be run alone. */
export type Part = {
  readonly name: string;
  readonly title: string;
  /** Left out of a whole run: it needs more than this machine has. */
  readonly onlyByName?: boolean;
  readonly run: (bench: Bench) => Promise<Findings>;
};
