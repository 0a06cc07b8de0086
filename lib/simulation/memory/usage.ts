import type { UsageRepository } from "#lib/db/store.ts";
import type { Refund } from "#prisma/generated/client.ts";
import type { Session } from "./database.ts";

const DAY_MS = 86_400_000;
const COME_TO_NOTHING: ReadonlySet<string> = new Set(["rejected", "expired", "cancelled", "failed"]);

/** The merchant's, without summer time. Its midnight is an hour after the world began, while people still ask. */
export const ZONE = { name: "Atlantic/Cape_Verde", aheadMs: -3_600_000 };

/** As lib/db/postgres/usage.ts: who would see the day without the other's wish waits for it. */
export function usageRepository({ database, tx, tables, statement }: Session): UsageRepository {
  const { payments, refunds, approvals } = tables;
  return {
    askedToday: async ({ paymentId, requesterId, currency }) => {
      await statement("usage.payment");
      await tx.lock(payments, paymentId);
      await oneAfterTheOther(requesterId);
      await statement("usage.asked");
      const today = tx
        .all(refunds)
        .filter(
          (row) => counts(row) && row.currency === currency && dayOf(row.createdAt) === dayOf(new Date(tx.beganAt)),
        );
      return {
        ofPayment: sumOf(today.filter((row) => row.paymentId === paymentId)),
        byRequester: sumOf(today.filter((row) => requesterId !== null && row.requestedByUserId === requesterId)),
      };
    },
    approvedToday: async ({ approverId, currency }) => {
      await oneAfterTheOther(approverId);
      await statement("usage.approved");
      const given = tx
        .all(approvals)
        .filter(
          (row) =>
            row.approverId === approverId && row.kind === "approve" && dayOf(row.at) >= dayOf(new Date(tx.beganAt)),
        );
      const approved = new Set(given.map(({ refundId }) => refundId));
      return sumOf(tx.all(refunds).filter((row) => counts(row) && row.currency === currency && approved.has(row.id)));
    },
    receiverIsKnown: async (receiverDigest) => {
      await statement("usage.receiver");
      return tx.all(refunds).some((row) => row.receiverDigest === receiverDigest && row.state === "succeeded");
    },
  };

  async function oneAfterTheOther(userId: string | null): Promise<void> {
    await statement("usage.person");
    if (userId !== null) await tx.lockName(database.usageLocks, userId);
  }
}

/** It may still be paid out, or was. */
export function counts({ state }: Refund): boolean {
  return !COME_TO_NOTHING.has(state);
}

/** The day of the merchant's zone, counted from 1970. */
export function dayOf(at: Date): number {
  return Math.floor((at.getTime() + ZONE.aheadMs) / DAY_MS);
}

export function sumOf(refunds: readonly Refund[]): bigint {
  return refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}
