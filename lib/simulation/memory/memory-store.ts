import type { Store, StoreTransaction } from "#lib/db/store.ts";
import { markTransaction } from "#lib/domain/transaction-flag.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { takeQueryToken } from "./bucket.ts";
import { caseRepository, decisionRepository } from "./cases.ts";
import type { Connection, MemoryDatabase, Session } from "./database.ts";
import { inboxRepository } from "./inbox.ts";
import { paymentRepository } from "./payments.ts";
import { approvalRepository, bookRepository, peopleRepository, policyOf, settingsOf } from "./people.ts";
import { attemptRepository, evidenceRepository } from "./proof.ts";
import { type RecordedTransaction, recording, type Said } from "./recorder.ts";
import { claimRefund, refundRepository } from "./refunds.ts";
import type { Transaction } from "./transaction.ts";
import { usageRepository } from "./usage.ts";

const TRIES = 5;

/** The store's second implementation: the same words and the same walls, in memory and in virtual time. */
export function createMemoryStore(database: MemoryDatabase, connection: Connection): Store {
  const inTransaction = async <T>(work: (tx: Transaction) => Promise<T>, name: string): Promise<T> => {
    await connection.step(`${name}.begin`);
    const tx = database.begin(connection.actor);
    connection.opened(tx);
    try {
      const result = await work(tx);
      await connection.step(`${name}.commit`);
      database.onCommit(tx.commit());
      await connection.step(`${name}.committed`);
      return result;
    } catch (error) {
      tx.rollBack();
      throw error;
    }
  };
  type Work<T> = (tx: StoreTransaction) => Promise<T>;
  const once = <T>(work: Work<T>): Promise<T> =>
    inTransaction((tx) => markTransaction(() => work(new MemoryTransaction(database, connection, tx))), "tx");
  const recorded = async <T>(work: Work<T>, all: RecordedTransaction[]): Promise<T> => {
    const said: Said[] = [];
    const result = await once((tx) => work(recording(tx, said)));
    all.push({ at: database.scheduler.now, said });
    return result;
  };
  return {
    transaction: async (work) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await (database.recorded ? recorded(work, database.recorded) : once(work));
        } catch (error) {
          const asksForRepeat = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2034";
          if (tries >= TRIES || !asksForRepeat) throw error;
        }
      }
    },
    claim: async (claim) => {
      const answer = await inTransaction((tx) => claimRefund(database, tx, claim), "claim");
      database.recorded?.push({ at: database.scheduler.now, said: [{ path: ["claim"], given: [claim], answer }] });
      return answer;
    },
    sealedAccounts: async (accountId, which) => {
      await connection.step("secrets");
      return secretsOf(database, accountId, which);
    },
    now: async () => {
      await connection.step("clock");
      return database.now;
    },
    takeQueryToken: (limit) => inTransaction((tx) => takeQueryToken(database, tx, limit), "token"),
    countInWindow: async (key, windowSeconds) => {
      await connection.step("count");
      return database.countInWindow(key, windowSeconds);
    },
  };
}

/** A transaction needs two of its repositories: only what it uses is made. */
class MemoryTransaction implements StoreTransaction {
  readonly #session: Session;
  readonly #made: Partial<Record<keyof Repositories, unknown>> = {};

  constructor(database: MemoryDatabase, connection: Connection, tx: Transaction) {
    this.#session = {
      database,
      tables: database.tables,
      tx,
      statement: (label) => {
        tx.demandOpen();
        return connection.step(label)?.then(() => tx.demandOpen());
      },
    };
  }

  async now() {
    return new Date(this.#session.tx.beganAt);
  }

  get payments() {
    return this.#repository("payments");
  }

  get refunds() {
    return this.#repository("refunds");
  }

  get approvals() {
    return this.#repository("approvals");
  }

  get attempts() {
    return this.#repository("attempts");
  }

  get evidence() {
    return this.#repository("evidence");
  }

  get inbox() {
    return this.#repository("inbox");
  }

  get cases() {
    return this.#repository("cases");
  }

  get decisions() {
    return this.#repository("decisions");
  }

  get people() {
    return this.#repository("people");
  }

  get usage() {
    return this.#repository("usage");
  }

  async policy() {
    return policyOf(this.#session);
  }

  async settings() {
    return settingsOf(this.#session);
  }

  get appendLedger() {
    return this.#repository("book").appendLedger;
  }

  get appendAudit() {
    return this.#repository("book").appendAudit;
  }

  #repository<Name extends keyof Repositories>(name: Name): Repositories[Name] {
    this.#made[name] ??= REPOSITORIES[name](this.#session);
    return this.#made[name] as Repositories[Name];
  }
}

const REPOSITORIES = {
  payments: paymentRepository,
  refunds: refundRepository,
  approvals: approvalRepository,
  attempts: attemptRepository,
  evidence: evidenceRepository,
  inbox: inboxRepository,
  cases: caseRepository,
  decisions: decisionRepository,
  people: peopleRepository,
  usage: usageRepository,
  book: bookRepository,
};
type Repositories = { readonly [Name in keyof typeof REPOSITORIES]: ReturnType<(typeof REPOSITORIES)[Name]> };

function secretsOf(database: MemoryDatabase, accountId: string, which: Parameters<Store["sealedAccounts"]>[1]) {
  const rows = [...(database.tables.secrets.groups.get(accountId)?.values() ?? [])]
    .map(({ secret }) => secret)
    .sort((a, b) => b.version - a.version);
  if (which === "newest") return rows.slice(0, 1);
  if (which === "verifying") return rows.filter(({ retiredAt }) => !retiredAt || retiredAt > database.now);
  const sent = rows.find(({ version }) => version === which.sentWith);
  return rows.filter((row) => row.baseUrl === sent?.baseUrl && row.identity === sent.identity).slice(0, 1);
}
