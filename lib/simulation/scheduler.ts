import { hash32 } from "./random.ts";

/** A turn of the real event loop: what the operating system has to tell arrives. */
const realTurn = globalThis.setImmediate;
const settled = Promise.resolve();

/** Goes on when no promise can any more: asked for in a microtask, the next tick comes after the last of them. */
function whenQuiet(goOn: () => void): void {
  void settled.then(() => process.nextTick(goOn));
}

/** A world of sixty refunds needs some ten thousand. */
const MOST_EVENTS = 2_000_000;

type Event = {
  readonly at: number;
  readonly order: number;
  readonly actor: Actor | null;
  readonly run: () => void;
  cancelled: boolean;
};

/** Something that can be stopped: while it is dead nothing of it goes on, while it is frozen it waits. */
export type Actor = { readonly name: string; isDead: boolean; frozenUntil: number; skewMs: number };

/**
 * Virtual time. One event runs at a time, and all that follows from it without waiting, before the next one is taken:
 * the same seed gives the same order, down to the hash of its trace.
 */
export class Scheduler {
  now: number;
  /** Whose code runs at this moment. */
  running: Actor | null = null;
  events = 0;
  #order = 0;
  #hash = 0x811c9dc5;
  #outside = 0;
  readonly #heap: Event[] = [];
  readonly #log: string[] | null;

  constructor(startAt: number, keepsLog: boolean) {
    this.now = startAt;
    this.#log = keepsLog ? [] : null;
  }

  /** What happened, as it goes into the hash by which two runs are compared. */
  trace(what: string): void {
    const line = `${this.now} ${what}`;
    this.#hash = hash32(line, this.#hash);
    this.#log?.push(line);
  }

  get traceHash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, "0");
  }

  get log(): readonly string[] {
    return this.#log ?? [];
  }

  after(ms: number, actor: Actor | null, run: () => void): { readonly cancel: () => void } {
    const event: Event = {
      at: this.now + Math.max(0, Math.round(ms)),
      order: this.#order++,
      actor,
      run,
      cancelled: false,
    };
    push(this.#heap, event);
    return {
      cancel: () => {
        event.cancelled = true;
      },
    };
  }

  sleep(ms: number, actor: Actor | null): Promise<void> {
    return new Promise((resolve) => this.after(ms, actor, resolve));
  }

  /** Work outside of virtual time (a real database): the clock stands still until it is done. */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    const actor = this.running;
    this.#outside += 1;
    try {
      return await work();
    } finally {
      this.#outside -= 1;
      this.running = actor;
    }
  }

  /** Runs until nothing is left to happen, until `isOver` says so, or until the time given. */
  run(isOver: () => boolean, until: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = () => {
        if (this.#outside > 0) return void realTurn(turn);
        this.running = null;
        try {
          if (isOver() || !this.#runNext(until)) resolve();
          else whenQuiet(turn);
        } catch (error) {
          reject(error);
        }
      };
      whenQuiet(turn);
    });
  }

  /** False when nothing is left to happen in time. */
  #runNext(until: number): boolean {
    for (;;) {
      const event = pop(this.#heap);
      if (!event) return false;
      if (event.cancelled || event.actor?.isDead) continue;
      if (event.at > until) {
        push(this.#heap, event);
        this.now = until;
        return false;
      }
      if (event.actor && event.actor.frozenUntil > Math.max(event.at, this.now)) {
        this.#defer(event, event.actor.frozenUntil);
        continue;
      }
      this.now = Math.max(this.now, event.at);
      this.running = event.actor;
      this.events += 1;
      if (this.events > MOST_EVENTS) throw new Error("the world never comes to rest");
      event.run();
      return true;
    }
  }

  #defer(event: Event, at: number): void {
    push(this.#heap, { ...event, at });
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** A binary heap, the next event on top. */
function push(heap: Event[], event: Event): void {
  let place = heap.push(event) - 1;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above] as Event;
    if (!isBefore(event, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = event;
}

function pop(heap: Event[]): Event | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!top || !last || heap.length === 0) return top;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child += 1;
    if (!isBefore(heap[child] as Event, last)) break;
    heap[place] = heap[child] as Event;
    place = child;
  }
  heap[place] = last;
  return top;
}
