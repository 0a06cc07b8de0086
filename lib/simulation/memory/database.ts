import type { Counted } from "#lib/db/store.ts";
import { DEFAULT_POLICY, type PolicyDocument } from "#lib/domain/policy.ts";
import type { InboxMessage } from "#prisma/generated/client.ts";
import type { Actor, Scheduler } from "../scheduler.ts";
import type { RecordedTransaction } from "./recorder.ts";
import { createTables, type Tables } from "./schema.ts";
import { Locks, Transaction } from "./transaction.ts";

/** Where a process may be delayed, stopped or cut off. Resolves when it may go on. */
export type Connection = {
  readonly actor: Actor;
  /** Throws where the connection to the database is lost at this point. */
  readonly step: (label: string) => Promise<void> | undefined;
  readonly opened: (tx: Transaction) => void;
};

/** A PostgreSQL of one simulated world: its committed rows, its locks, its clock. */
export class MemoryDatabase {
  readonly tables: Tables = createTables();
  readonly scheduler: Scheduler;
  /** Advisory locks of transactions, by the person whose day they count. */
  readonly usageLocks = {};
  /** Where every committed transaction is written down, if anybody wants to compare. */
  recorded: RecordedTransaction[] | null = null;
  /** Called after every commit with the names of the tables that were written. */
  onCommit: (tables: readonly string[]) => void = () => {};
  policy: PolicyDocument = DEFAULT_POLICY;
  readonly #locks: Locks;
  readonly #counts = new Map<string, number>();
  #serial = 0;

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
    this.#locks = new Locks(scheduler);
  }

  get now(): Date {
    return new Date(this.scheduler.now);
  }

  /** Later numbers sort after earlier ones, as text too. */
  serial(): string {
    this.#serial += 1;
    return this.#serial.toString().padStart(9, "0");
  }

  countInWindow(key: string, windowSeconds: number): Counted {
    const window = Math.floor(this.scheduler.now / 1_000 / windowSeconds);
    const count = (this.#counts.get(`${key}|${window}`) ?? 0) + 1;
    this.#counts.set(`${key}|${window}`, count);
    return { count, retryAfterSeconds: windowSeconds };
  }

  /** Messages that nobody has dealt with, the oldest first. */
  waitingMessages(): readonly InboxMessage[] {
    return [...(this.tables.inbox.groups.get("waiting")?.values() ?? [])];
  }

  begin(actor: Actor): Transaction {
    return new Transaction(this.scheduler, this.#locks, actor);
  }
}

/** One open transaction and the way to it. */
export type Session = {
  readonly database: MemoryDatabase;
  readonly tables: Tables;
  readonly tx: Transaction;
  /** Before every statement: this is where others come in between. */
  readonly statement: (label: string) => Promise<void> | undefined;
};
