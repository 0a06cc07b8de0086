import { Prisma } from "#prisma/generated/client.ts";
import type { Actor, Scheduler } from "../scheduler.ts";
import type { Row, Table, Unique } from "./table.ts";

/** As `createPrisma` sets them. */
const LOCK_TIMEOUT_MS = 3_000;
const TRANSACTION_LIMIT_MS = 10_000;

/** What a commit needs of a table, whatever its rows are. */
type AnyTable = { readonly name: string; apply(rows: ReadonlyMap<string, Row>): void };

/**
 * READ COMMITTED as PostgreSQL does it: a statement sees what is committed and its own writes; a row that another
 * transaction has written is waited for, and then looked at anew. Nothing is seen of it before the commit.
 */
export class Transaction {
  readonly actor: Actor;
  readonly beganAt: number;
  readonly #scheduler: Scheduler;
  readonly #locks: Locks;
  readonly #writes = new Map<AnyTable, Map<string, Row>>();
  #end: "committed" | "rolled_back" | null = null;

  constructor(scheduler: Scheduler, locks: Locks, actor: Actor) {
    this.#scheduler = scheduler;
    this.#locks = locks;
    this.actor = actor;
    this.beganAt = scheduler.now;
  }

  /** This moment: of `clock_timestamp()`, and of the rows' defaults. `now()` is the beginning of the transaction. */
  get clock(): Date {
    return new Date(this.#scheduler.now);
  }

  get isOpen(): boolean {
    return this.#end === null;
  }

  get<T extends Row>(table: Table<T>, id: string): T | undefined {
    return this.#own(table).get(id) ?? table.rows.get(id);
  }

  /** In the order in which they came. */
  group<T extends Row>(table: Table<T>, group: string): T[] {
    const own = this.#own(table);
    const committed = table.groups.get(group);
    if (own.size === 0) return committed ? [...committed.values()] : [];
    const rows: T[] = [];
    for (const row of committed?.values() ?? []) {
      const now = own.get(row.id) ?? row;
      if (table.groupOf(now) === group) rows.push(now);
    }
    for (const row of own.values()) if (!committed?.has(row.id) && table.groupOf(row) === group) rows.push(row);
    return rows;
  }

  all<T extends Row>(table: Table<T>): T[] {
    const own = this.#own(table);
    return own.size === 0 ? [...table.rows.values()] : [...new Map([...table.rows, ...own]).values()];
  }

  /** An advisory lock, until the end. */
  async lockName(space: Space, name: string): Promise<void> {
    const taken = this.#locks.take(space, name, this);
    if (taken) await taken;
  }

  /** Keeps the row from all others until the end; tells what it is now. */
  async lock<T extends Row>(table: Table<T>, id: string): Promise<T | undefined> {
    const taken = this.#locks.take(table, id, this);
    if (taken) await taken;
    return this.get(table, id);
  }

  /** As `lock`, or nothing where another transaction holds it (SKIP LOCKED). */
  tryLock<T extends Row>(table: Table<T>, id: string): T | undefined {
    return this.#locks.tryTake(table, id, this) ? this.get(table, id) : undefined;
  }

  /** False where an equal row is there already, in a unique index; then nothing is written. */
  async insertIfNew<T extends Row>(table: Table<T>, row: T): Promise<boolean> {
    table.walls.check?.(row, undefined);
    for (const unique of table.walls.uniques ?? []) {
      const collides = this.#collides(table, unique, row, undefined);
      if (typeof collides === "boolean" ? collides : await collides) return false;
    }
    this.#write(table, row);
    return true;
  }

  async insert<T extends Row>(table: Table<T>, row: T): Promise<T> {
    if (!(await this.insertIfNew(table, row))) throw uniqueViolation(table.name);
    return row;
  }

  /** Changes a row that is there and fits, as it is once its lock is held; null where none does. */
  async update<T extends Row>(table: Table<T>, id: string, change: (row: T) => Partial<T> | null): Promise<T | null> {
    const before = await this.lock(table, id);
    const patch = before && change(before);
    if (!before || !patch) return null;
    const row = { ...before, ...patch };
    table.walls.check?.(row, before);
    for (const unique of table.walls.uniques ?? []) {
      const collides = !unique.isFixed && this.#collides(table, unique, row, before);
      if (typeof collides === "boolean" ? collides : await collides) throw uniqueViolation(unique.name);
    }
    this.#write(table, row);
    return row;
  }

  /** Throws where the connection is gone, or where the client gave up on a transaction that took too long. */
  demandOpen(): void {
    if (this.#end === null && this.#scheduler.now - this.beganAt > TRANSACTION_LIMIT_MS) this.rollBack();
    if (this.#end !== null) throw new Error("the transaction is over: its connection was lost or it took too long");
  }

  /** Tells which tables were written. */
  commit(): readonly string[] {
    this.demandOpen();
    for (const [table, rows] of this.#writes) table.apply(rows);
    this.#finish("committed");
    return [...this.#writes.keys()].map(({ name }) => name);
  }

  rollBack(): void {
    if (this.#end === null) this.#finish("rolled_back");
  }

  #finish(end: "committed" | "rolled_back"): void {
    this.#end = end;
    this.#locks.releaseAll(this);
  }

  // The rows of all tables lie in one map, whose type cannot say that each table's rows are its own: hence the cast.
  #own<T extends Row>(table: Table<T>): Map<string, T> {
    return (this.#writes.get(table) ?? EMPTY) as Map<string, T>;
  }

  #write<T extends Row>(table: Table<T>, row: T): void {
    const rows = this.#writes.get(table);
    if (rows) rows.set(row.id, row);
    else this.#writes.set(table, new Map<string, Row>([[row.id, row]]));
  }

  /** An entry that another transaction is writing or taking away is waited for; mostly there is none. */
  #collides<T extends Row>(
    table: Table<T>,
    unique: Unique<T>,
    row: T,
    before: T | undefined,
  ): boolean | Promise<boolean> {
    const [old, key] = [before ? unique.keyOf(before) : null, unique.keyOf(row)];
    if (old === key) return false;
    const left = old === null ? undefined : this.#locks.take(unique, old, this);
    if (key === null) return left ? left.then(() => false) : false;
    const taken = left ? left.then(() => this.#locks.take(unique, key, this)) : this.#locks.take(unique, key, this);
    const isThere = () => this.#isThere(table, unique, key, row.id);
    return taken ? taken.then(isThere) : isThere();
  }

  #isThere<T extends Row>(table: Table<T>, { name, keyOf }: Unique<T>, key: string, exceptId: string): boolean {
    const own = this.#own(table);
    for (const other of own.values()) if (other.id !== exceptId && keyOf(other) === key) return true;
    const holder = table.holderOf(name, key);
    return holder !== undefined && holder !== exceptId && !own.has(holder);
  }
}

const EMPTY = new Map<string, Row>();

/** A table or one of its unique indexes: what is locked in it has a name there. */
type Space = object;
/** A key stays when its lock is released, for the next one: a map that shrinks and grows is made anew each time. */
type Keys = Map<string, Transaction | null>;
type Held = { readonly keys: Keys; readonly key: string };

/** Who holds what, who waits for whom. */
export class Locks {
  readonly #scheduler: Scheduler;
  readonly #holders = new Map<Space, Keys>();
  readonly #held = new Map<Transaction, Held[]>();
  readonly #waiting = new Map<Transaction, { readonly holder: Transaction; readonly wake: () => void }>();

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  tryTake(space: Space, key: string, by: Transaction): boolean {
    by.demandOpen();
    const keys = this.#keysOf(space);
    const holder = keys.get(key);
    if (holder) return holder === by;
    keys.set(key, by);
    const held = this.#held.get(by);
    if (held) held.push({ keys, key });
    else this.#held.set(by, [{ keys, key }]);
    return true;
  }

  /** Nothing to wait for where nobody else holds it: a promise for each lock would be much of the work. */
  take(space: Space, key: string, by: Transaction): Promise<void> | undefined {
    return this.tryTake(space, key, by) ? undefined : this.#waitFor(space, key, by);
  }

  async #waitFor(space: Space, key: string, by: Transaction): Promise<void> {
    const giveUpAt = this.#scheduler.now + LOCK_TIMEOUT_MS;
    while (!this.tryTake(space, key, by)) {
      const holder = this.#keysOf(space).get(key) as Transaction;
      if (this.#waitsFor(holder, by)) throw askForRepeat("deadlock detected (40P01)");
      await this.#wait(by, holder, giveUpAt - this.#scheduler.now);
      by.demandOpen();
      if (this.#scheduler.now >= giveUpAt) throw new Error("canceling statement due to lock timeout (55P03)");
    }
  }

  releaseAll(by: Transaction): void {
    const held = this.#held.get(by);
    if (held) for (const { keys, key } of held) keys.set(key, null);
    this.#held.delete(by);
    this.#waiting.delete(by);
    if (this.#waiting.size === 0) return;
    for (const { holder, wake } of [...this.#waiting.values()]) if (holder === by) wake();
  }

  #keysOf(space: Space): Keys {
    const known = this.#holders.get(space);
    if (known) return known;
    const keys: Keys = new Map();
    this.#holders.set(space, keys);
    return keys;
  }

  #wait(by: Transaction, holder: Transaction, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        this.#waiting.delete(by);
        timer.cancel();
        resolve();
      };
      const timer = this.#scheduler.after(ms, by.actor, goOn);
      this.#waiting.set(by, { holder, wake: () => this.#scheduler.after(0, by.actor, goOn) });
    });
  }

  #waitsFor(one: Transaction, other: Transaction): boolean {
    let next: Transaction | undefined = one;
    while (next) {
      if (next === other) return true;
      next = this.#waiting.get(next)?.holder;
    }
    return false;
  }
}

export function uniqueViolation(name: string): Error {
  return new Prisma.PrismaClientKnownRequestError(`Unique constraint failed: ${name}`, {
    code: "P2002",
    clientVersion: "memory",
  });
}

function askForRepeat(message: string): Error {
  return new Prisma.PrismaClientKnownRequestError(message, { code: "P2034", clientVersion: "memory" });
}
