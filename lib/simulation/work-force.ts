import type { SendingContext } from "#lib/services/sending/sending.ts";
import { CHORES, type Chore } from "./chores.ts";
import type { MemoryDatabase } from "./memory/database.ts";
import type { Process } from "./process.ts";
import type { Random } from "./random.ts";
import type { Scheduler } from "./scheduler.ts";

type Idle = { readonly process: Process; readonly wake: () => void };

type Options = {
  readonly scheduler: Scheduler;
  readonly database: MemoryDatabase;
  readonly random: Random;
  readonly accountIds: readonly string[];
  readonly note: (error: unknown, chore: string) => void;
};

/** A woken slot may sleep on: its process is frozen. Then another one is woken. */
const WAKE_AGAIN_MS = 1_000;

/**
 * The slots of all worker processes. In production each one polls every second and listens for hints; here one idle
 * slot is woken when something is due, which is the same and does not fill virtual time with empty polls.
 */
export class WorkForce {
  readonly #options: Options;
  readonly #idle = new Map<Chore, Idle[]>(CHORES.map((chore) => [chore, []]));
  readonly #planned = new Map<Chore, { readonly at: number; readonly cancel: () => void }>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Resolves when a process that was told to stop has ended its work. */
  async employ(process: Process, context: SendingContext, slots: number): Promise<void> {
    const loops = CHORES.flatMap((chore) =>
      Array.from({ length: chore.name === "refunds" ? slots : 1 }, () => this.#loop(process, context, chore)),
    );
    await Promise.all(loops);
  }

  /** Something was committed: there may be work, or work earlier than planned. */
  poke(tables: readonly string[]): void {
    for (const chore of CHORES) if (tables.includes(chore.table)) this.#plan(chore);
  }

  wakeAllOf(process: Process): void {
    for (const idle of this.#idle.values()) for (const slot of idle) if (slot.process === process) slot.wake();
  }

  async #loop(process: Process, context: SendingContext, chore: Chore): Promise<void> {
    const { accountIds, random, note } = this.#options;
    while (!process.isStopping) {
      if (!this.#isDue(chore)) {
        await this.#rest(process, chore);
        continue;
      }
      const turn = random.between(0, accountIds.length - 1);
      const accounts = [...accountIds.slice(turn), ...accountIds.slice(0, turn)];
      const more = await chore.run(context, accounts).catch((error: unknown) => {
        note(error, chore.name);
        return false;
      });
      if (!more && !process.isStopping) await this.#rest(process, chore);
    }
  }

  #rest(process: Process, chore: Chore): Promise<void> {
    const { scheduler } = this.#options;
    return new Promise((resolve) => {
      let isAsleep = true;
      const slot: Idle = {
        process,
        wake: () => {
          if (isAsleep) scheduler.after(0, process, resolve);
          isAsleep = false;
          this.#forget(chore, slot);
        },
      };
      this.#idle.get(chore)?.push(slot);
      // What is due and was not found is held by somebody else.
      this.#plan(chore, WAKE_AGAIN_MS);
    });
  }

  #isDue(chore: Chore): boolean {
    const { scheduler, database } = this.#options;
    const due = chore.dueAt(database);
    return due !== null && due <= scheduler.now;
  }

  #plan(chore: Chore, leastMs = 0): void {
    const { scheduler, database } = this.#options;
    const due = chore.dueAt(database);
    if (due === null) return;
    const at = Math.max(due, scheduler.now + leastMs);
    const planned = this.#planned.get(chore);
    if (planned && planned.at <= at) return;
    planned?.cancel();
    const { cancel } = scheduler.after(at - scheduler.now, null, () => {
      this.#planned.delete(chore);
      if (!this.#isDue(chore)) this.#plan(chore);
      // Where nobody is idle, whoever comes to rest next plans anew.
      else if (this.#wakeOne(chore)) this.#plan(chore, WAKE_AGAIN_MS);
    });
    this.#planned.set(chore, { at, cancel });
  }

  #wakeOne(chore: Chore): boolean {
    const able = (this.#idle.get(chore) ?? []).filter(({ process }) => !process.isDead);
    this.#idle.set(chore, able);
    if (able.length > 0) this.#options.random.pick(able).wake();
    return able.length > 0;
  }

  #forget(chore: Chore, slot: Idle): void {
    const idle = this.#idle.get(chore) ?? [];
    this.#idle.set(
      chore,
      idle.filter((other) => other !== slot),
    );
  }
}
