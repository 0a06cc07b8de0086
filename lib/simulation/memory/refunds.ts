import { AnotherRefundInFlight, type LeaseGuard, type RefundRepository, type Store } from "#lib/db/store.ts";
import { Prisma, type Refund } from "#prisma/generated/client.ts";
import type { MemoryDatabase, Session } from "./database.ts";
import type { Transaction } from "./transaction.ts";

const RESOLVING: ReadonlySet<string> = new Set(["submitting", "processing", "unknown", "needs_review"]);
const WAITING: ReadonlySet<string> = new Set(["awaiting_approval", "sent_back"]);

export function refundRepository({ tx, tables, statement }: Session): RefundRepository {
  const { refunds } = tables;
  return {
    insert: async (refund) => {
      await statement("refund.insert");
      const at = tx.clock;
      return tx.insert(refunds, { ...refund, createdAt: at, updatedAt: at, verifySince: null, verifyFromMinor: null });
    },
    find: async (id) => {
      await statement("refund.find");
      return tx.get(refunds, id) ?? null;
    },
    lock: async (id) => {
      await statement("refund.lock");
      return (await tx.lock(refunds, id)) ?? null;
    },
    findByReference: async (gateway, reference) => {
      await statement("refund.find");
      const id = refunds.holderOf("refund_gateway_reference_key", `${gateway}|${reference}`);
      return (id && tx.get(refunds, id)) || null;
    },
    move: async (id, from, to, patch = {}, guard) => {
      await statement("refund.move");
      if (guard && !holdsLease(await tx.lock(refunds, id), guard, tx)) return null;
      const moved = tx.update(refunds, id, (row) =>
        row.state === from && (!guard || row.fence === guard.fence)
          ? { ...patch, state: to, version: row.version + 1 }
          : null,
      );
      return moved.catch((error: unknown) => {
        const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
        throw isTaken ? new AnotherRefundInFlight() : error;
      });
    },
    patch: async (id, patch) => {
      await statement("refund.patch");
      await tx.update<Refund>(refunds, id, () => patch);
    },
    lockTogether: async (id) => {
      await statement("refund.lock together");
      const { groupId } = tx.get(refunds, id) ?? { groupId: null };
      const parts = groupId === null ? [] : [...refunds.rows.values()].filter((row) => row.groupId === groupId);
      const inOrder = parts.sort((one, other) => (one.paymentId < other.paymentId ? -1 : 1)).map((part) => part.id);
      const locked: Refund[] = [];
      for (const one of groupId === null ? [id] : inOrder) {
        const row = await tx.lock(refunds, one);
        if (row) locked.push(row);
      }
      return locked;
    },
    expired: async (limit) => {
      await statement("refund.expired");
      return [...refunds.living.values()]
        .filter(
          (row) =>
            WAITING.has(row.state) &&
            row.verifySince === null &&
            row.expiresAt !== null &&
            row.expiresAt.getTime() <= tx.beganAt,
        )
        .sort(
          (one, other) =>
            (one.expiresAt?.getTime() ?? 0) - (other.expiresAt?.getTime() ?? 0) || (one.id < other.id ? -1 : 1),
        )
        .slice(0, limit)
        .map((row) => row.id);
    },
  };
}

/** The lease is measured by the database's clock at this moment, not at the transaction's beginning. */
function holdsLease(row: Refund | undefined, guard: LeaseGuard, tx: Transaction): boolean {
  if (!row || row.fence !== guard.fence || row.leaseUntil === null) return false;
  return row.leaseUntil.getTime() >= tx.clock.getTime() + guard.leaseLeftMs;
}

type Claim = Parameters<Store["claim"]>[0];

/** One statement: it sees what is committed, skips what others hold, and is committed when it answers. */
export async function claimRefund(database: MemoryDatabase, tx: Transaction, claim: Claim): Promise<Refund | null> {
  const { refunds } = database.tables;
  for (const accountId of claim.accountIds) {
    const due = [...refunds.living.values()]
      .filter((row) => row.gatewayAccountId === accountId && isDue(database, row))
      .sort((a, b) => (a.nextRunAt?.getTime() ?? 0) - (b.nextRunAt?.getTime() ?? 0));
    for (const row of due) {
      if (!tx.tryLock(refunds, row.id)) continue;
      return tx.update(refunds, row.id, ({ fence }) => ({
        fence: fence + 1,
        leaseOwner: claim.worker,
        leaseUntil: new Date(tx.beganAt + claim.leaseMs),
      }));
    }
  }
  return null;
}

function isDue(database: MemoryDatabase, row: Refund): boolean {
  const now = database.scheduler.now;
  if (row.nextRunAt === null || row.nextRunAt.getTime() > now) return false;
  if (row.leaseUntil !== null && row.leaseUntil.getTime() >= now) return false;
  return RESOLVING.has(row.state) || (row.state === "queued" && row.verifySince === null && maySend(database, row));
}

/** A queued refund is left alone while its account is paused or another refund of its payment is in flight. */
export function maySend({ tables }: MemoryDatabase, row: Refund): boolean {
  if (tables.accounts.rows.get(row.gatewayAccountId)?.pausedAt) return false;
  if (!row.exclusive) return true;
  for (const other of tables.refunds.groups.get(row.paymentId)?.values() ?? [])
    if (other.exclusive && RESOLVING.has(other.state)) return false;
  return true;
}
