import { setTimeout as sleep } from "node:timers/promises";
import { markTransaction } from "#lib/domain/transaction-flag.ts";
import { Prisma, type PrismaClient } from "#prisma/generated/client.ts";
import { sealedAccounts, takeQueryToken } from "./postgres/accounts.ts";
import { auditRepository } from "./postgres/audit.ts";
import { caseRepository, decisionRepository } from "./postgres/cases.ts";
import { inboxRepository } from "./postgres/inbox.ts";
import { paymentRepository } from "./postgres/payments.ts";
import { approvalRepository, peopleRepository } from "./postgres/people.ts";
import { latestPolicy } from "./postgres/policy.ts";
import { attemptRepository, databaseNow, evidenceRepository } from "./postgres/proof.ts";
import { countInWindow } from "./postgres/rate-limit.ts";
import { claimRefund, refundRepository } from "./postgres/refunds.ts";
import { readSettings } from "./postgres/settings.ts";
import { usageRepository } from "./postgres/usage.ts";
import type { Store, StoreTransaction } from "./store.ts";

const TRIES = 5;

export function createPostgresStore(prisma: PrismaClient): Store {
  return {
    transaction: (work) =>
      withRetries(() => markTransaction(() => prisma.$transaction((tx) => work(storeTransaction(tx))))),
    claim: (claim) => claimRefund(prisma, claim),
    sealedAccounts: (accountId, which) => sealedAccounts(prisma, accountId, which),
    now: () => databaseNow(prisma),
    takeQueryToken: (limit) => takeQueryToken(prisma, limit),
    countInWindow: (key, windowSeconds) => countInWindow(prisma, key, windowSeconds),
  };
}

/** The repositories inside a transaction that the caller opened. */
export function storeTransaction(tx: Prisma.TransactionClient): StoreTransaction {
  return {
    now: async () => {
      const [row] = await tx.$queryRaw<[{ now: Date }]>`SELECT now() AS now`;
      return row.now;
    },
    payments: paymentRepository(tx),
    refunds: refundRepository(tx),
    approvals: approvalRepository(tx),
    attempts: attemptRepository(tx),
    evidence: evidenceRepository(tx),
    inbox: inboxRepository(tx),
    cases: caseRepository(tx),
    decisions: decisionRepository(tx),
    people: peopleRepository(tx),
    usage: usageRepository(tx),
    settings: () => readSettings(tx),
    policy: () => latestPolicy(tx),
    appendLedger: async (entry) => {
      await tx.ledgerEntry.create({ data: entry, select: { id: true } });
    },
    appendAudit: auditRepository(tx).append,
  };
}

/** Deadlocks and serialization failures are the database's way of saying "again"; nothing else is repeated. */
async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= TRIES || !asksForRepeat(error)) throw error;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/** A deadlock or a serialization failure: the same transaction, tried again, may well succeed. */
export function asksForRepeat(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2034") return true;
  const text = error instanceof Error ? error.message : "";
  return /\b(40001|40P01)\b/.test(text);
}
