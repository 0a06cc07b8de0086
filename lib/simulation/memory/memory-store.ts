import type { Store, StoreTransaction } from "#lib/db/store.ts";
import { markTransaction } from "#lib/domain/transaction-flag.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { takeQueryToken } from "./bucket.ts";
import { caseRepository, decisionRepository } from "./cases.ts";
import type { Connection, MemoryDatabase, Session } from "./database.ts";
import { inboxRepository } from "./inbox.ts";
import { paymentRepository } from "./payments.ts";
import {
  approvalRepository,
  bookRepository,
  peopleRepository,
  policyOf,
  settingsOf,
  usageRepository,
} from "./people.ts";
import { attemptRepository, evidenceRepository } from "./proof.ts";
import { recording, type Said } from "./recorder.ts";
import { claimRefund, refundRepository } from "./refunds.ts";
import type { Transaction } from "./transaction.ts";

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
  return {
    transaction: (work) =>
      withRetries(async () => {
        const said: Said[] = [];
        const begin = (tx: Transaction) => {
          const store = storeTransaction(database, connection, tx);
          return markTransaction(() => work(database.recorded ? recording(store, said) : store));
        };
        const result = await inTransaction(begin, "tx");
        database.recorded?.push({ at: database.scheduler.now, said });
        return result;
      }),
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

function storeTransaction(database: MemoryDatabase, connection: Connection, tx: Transaction): StoreTransaction {
  const session: Session = {
    database,
    tables: database.tables,
    tx,
    statement: (label) => {
      tx.demandOpen();
      return connection.step(label)?.then(() => tx.demandOpen());
    },
  };
  // A transaction needs two of the ten: only what it uses is made.
  const made: Partial<Record<keyof Repositories, unknown>> = {};
  const repository = <Name extends keyof Repositories>(name: Name): Repositories[Name] => {
    made[name] ??= REPOSITORIES[name](session);
    return made[name] as Repositories[Name];
  };
  return {
    now: async () => new Date(tx.beganAt),
    get payments() {
      return repository("payments");
    },
    get refunds() {
      return repository("refunds");
    },
    get approvals() {
      return repository("approvals");
    },
    get attempts() {
      return repository("attempts");
    },
    get evidence() {
      return repository("evidence");
    },
    get inbox() {
      return repository("inbox");
    },
    get cases() {
      return repository("cases");
    },
    get decisions() {
      return repository("decisions");
    },
    get people() {
      return repository("people");
    },
    get usage() {
      return repository("usage");
    },
    policy: async () => policyOf(session),
    settings: async () => settingsOf(session),
    ...bookRepository(session),
  };
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

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const asksForRepeat = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2034";
      if (attempt >= TRIES || !asksForRepeat) throw error;
    }
  }
}
