import { createRequire, syncBuiltinESMExports } from "node:module";

/**
 * While a world is running, this whole JavaScript process lives in its time: `Date`, timers and `fetch` belong to the
 * world, so that no line of the product can look at a clock or a network that is not simulated. No product code knows.
 */
export type World = {
  /** Milliseconds since 1970, as the process that runs at this moment believes. */
  readonly believedNow: () => number;
  readonly after: (ms: number, run: () => void) => { readonly cancel: () => void };
  readonly fetch: typeof fetch;
  /** From 0 to 1: what identifiers are made of. */
  readonly chance: () => number;
};

let current: World | null = null;
const RealDate = Date;
const realFetch = globalThis.fetch;
const realSetTimeout = globalThis.setTimeout;
const realClearTimeout = globalThis.clearTimeout;
const realAbortAfter = AbortSignal.timeout;

/** Everything that runs until the promise ends lives in this world. */
export async function livingIn<T>(world: World, work: () => Promise<T>): Promise<T> {
  if (current) throw new Error("a world is running already");
  install();
  current = world;
  try {
    return await work();
  } finally {
    current = null;
  }
}

function VirtualDate(...given: [number]): Date | string {
  if (!new.target) return RealDate();
  if (given.length > 0) return new RealDate(...given);
  return current ? new RealDate(current.believedNow()) : new RealDate();
}

// One prototype for both: what was made before the world began is a date, too.
Object.assign(VirtualDate, {
  now: () => (current ? current.believedNow() : RealDate.now()),
  UTC: RealDate.UTC,
  parse: RealDate.parse,
  prototype: RealDate.prototype,
});

type Timer = { readonly cancel: () => void };

function virtualSetTimeout(run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): unknown {
  if (!current) return realSetTimeout(run, ms, ...given);
  const timer = current.after(ms, () => run(...given));
  return { ...timer, unref: () => timer, ref: () => timer };
}

function virtualClearTimeout(timer: unknown): void {
  if (timer && typeof timer === "object" && "cancel" in timer) (timer as Timer).cancel();
  else realClearTimeout(timer as NodeJS.Timeout);
}

let installed = false;

function install(): void {
  if (installed) return;
  installed = true;
  const timers = createRequire(import.meta.url)("node:timers/promises") as { setTimeout: unknown };
  const realSleep = timers.setTimeout as (ms?: number, value?: unknown, options?: unknown) => Promise<unknown>;
  timers.setTimeout = (ms = 0, value?: unknown, options?: unknown) =>
    current ? new Promise((resolve) => current?.after(ms, () => resolve(value))) : realSleep(ms, value, options);
  syncBuiltinESMExports();
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: virtualSetTimeout,
    clearTimeout: virtualClearTimeout,
    fetch: (...request: Parameters<typeof fetch>) => (current ? current.fetch(...request) : realFetch(...request)),
  });
  const realRandomValues = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = <T extends NodeJS.TypedArray | DataView | null>(array: T): T => {
    if (!current || !(array instanceof Uint8Array)) return realRandomValues(array as never) as T;
    for (let index = 0; index < array.length; index += 1) array[index] = current.chance() * 256;
    return array;
  };
  AbortSignal.timeout = (ms) => (current ? new AbortController().signal : realAbortAfter.call(AbortSignal, ms));
}
