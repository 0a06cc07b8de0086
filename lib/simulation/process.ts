import type { SendLocks } from "#lib/domain/send-locks.ts";
import type { Connection } from "./memory/database.ts";
import type { Transaction } from "./memory/transaction.ts";
import type { Actor, Scheduler } from "./scheduler.ts";

export type StepFault =
  | { readonly kind: "delay"; readonly ms: number }
  /** The operating system lets the process wait (SIGSTOP, swapping): its clocks go on. */
  | { readonly kind: "freeze"; readonly ms: number }
  /** The whole machine stands still (a virtual machine that is moved): its monotonic clock does, too. */
  | { readonly kind: "suspend"; readonly ms: number }
  /** kill -9. The database notices at once, or only when it gives up on the connection. */
  | { readonly kind: "crash"; readonly noticedAfterMs: number }
  /** Its connections to the database break, and it notices at once or later. */
  | { readonly kind: "drop"; readonly noticedAfterMs: number };

/** Decides what strikes a process at a point where it waits for something. */
export type StepFaults = (process: Process, label: string) => StepFault | null;

/** As `createPrisma` sets it: a transaction whose client says nothing is ended by the server. */
const IDLE_IN_TRANSACTION_MS = 15_000;

/** Even a quick answer of the database takes its time; without it a busy loop would stop the clock. */
const QUICK_ANSWER_MS = 1;
const LOST = Promise.resolve(true);

export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** An operating system's process of the product, which can be stopped, frozen, cut off and killed. */
export class Process implements Actor, Connection {
  readonly name: string;
  readonly actor = this;
  isDead = false;
  isStopping = false;
  frozenUntil = 0;
  skewMs = 0;
  onDeath: () => void = () => {};
  readonly #scheduler: Scheduler;
  readonly #faults: StepFaults;
  readonly #locks: LockTable;
  readonly #open = new Set<Transaction>();
  #stoodStillMs = 0;

  constructor(name: string, scheduler: Scheduler, locks: LockTable, faults: StepFaults) {
    this.name = name;
    this.#scheduler = scheduler;
    this.#locks = locks;
    this.#faults = faults;
  }

  get monotonicMs(): number {
    return this.#scheduler.now - this.#stoodStillMs;
  }

  opened(tx: Transaction): void {
    for (const one of this.#open) if (!one.isOpen) this.#open.delete(one);
    this.#open.add(tx);
  }

  /**
   * A point at which the process waits for the database. Nothing is returned where nothing strikes: a promise for each
   * of a hundred points would be most of the work.
   */
  step(label: string): Promise<void> | undefined {
    return this.#strike(label)?.then((isLost) => {
      if (isLost) throw new ConnectionLost(label);
    });
  }

  /** A point at which it waits for something else: a lost connection is noticed later. */
  pause(label: string): Promise<unknown> | undefined {
    return this.#strike(label);
  }

  /** Resolves with whether the connection to the database was lost here. Never resolves where the process died. */
  #strike(label: string): Promise<boolean> | undefined {
    if (this.isDead) return never();
    const fault = this.#faults(this, label);
    if (!fault) return label === "claim.begin" ? this.#rest(QUICK_ANSWER_MS) : undefined;
    this.#scheduler.trace(`${this.name} ${label} ${fault.kind}`);
    switch (fault.kind) {
      case "delay":
        return this.#rest(fault.ms);
      case "freeze":
      case "suspend":
        return this.freeze(fault).then(() => false);
      case "crash":
        this.crash(fault.noticedAfterMs);
        return never();
      case "drop":
        this.drop(fault.noticedAfterMs);
        return LOST;
    }
  }

  #rest(ms: number): Promise<boolean> {
    return this.#scheduler.sleep(ms, this).then(() => false);
  }

  freeze({ kind, ms }: { readonly kind: "freeze" | "suspend"; readonly ms: number }): Promise<void> {
    this.frozenUntil = Math.max(this.frozenUntil, this.#scheduler.now + ms);
    if (kind === "suspend") this.#stoodStillMs += ms;
    if (ms > IDLE_IN_TRANSACTION_MS) this.#scheduler.after(IDLE_IN_TRANSACTION_MS, null, () => this.#rollBack());
    return this.#scheduler.sleep(0, this);
  }

  crash(noticedAfterMs = 0): void {
    if (this.isDead) return;
    this.isDead = true;
    this.#scheduler.after(Math.min(noticedAfterMs, IDLE_IN_TRANSACTION_MS), null, () => this.#rollBack());
    this.#scheduler.after(noticedAfterMs, null, () => this.#locks.endSessionsOf(this, 0));
    this.onDeath();
  }

  drop(noticedAfterMs: number): void {
    this.#rollBack();
    this.#locks.endSessionsOf(this, noticedAfterMs);
  }

  #rollBack(): void {
    for (const tx of this.#open) tx.rollBack();
    this.#open.clear();
  }
}

type LockSession = { readonly process: Process; readonly refundId: string; knownLostAt: number };

/** Advisory locks of the database: each belongs to a session and falls with it. */
export class LockTable {
  readonly #scheduler: Scheduler;
  readonly #sessions = new Map<string, LockSession>();

  readonly #onBusy: () => void;

  constructor(scheduler: Scheduler, onBusy: () => void = () => {}) {
    this.#scheduler = scheduler;
    this.#onBusy = onBusy;
  }

  of(process: Process): SendLocks {
    return {
      tryLock: async (refundId) => {
        await process.step("lock.try");
        if (this.#sessions.has(refundId)) {
          this.#onBusy();
          return null;
        }
        const session: LockSession = { process, refundId, knownLostAt: Number.POSITIVE_INFINITY };
        this.#sessions.set(refundId, session);
        return {
          isHeld: () => this.#scheduler.now < session.knownLostAt,
          release: async () => {
            await process.pause("lock.release");
            if (this.#sessions.get(refundId) === session) this.#sessions.delete(refundId);
          },
        };
      },
    };
  }

  endSessionsOf(process: Process, noticedAfterMs: number): void {
    for (const session of [...this.#sessions.values()]) {
      if (session.process !== process) continue;
      this.#sessions.delete(session.refundId);
      session.knownLostAt = this.#scheduler.now + noticedAfterMs;
    }
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}
