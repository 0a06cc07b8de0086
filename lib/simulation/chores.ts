import { workOnRefund } from "#lib/services/installation/run-worker.ts";
import { applyNextNotification } from "#lib/services/notifications/apply-notification.ts";
import { expireRefunds } from "#lib/services/refunds/expire-refunds.ts";
import { LEASE_MS, type SendingContext } from "#lib/services/sending/sending.ts";
import type { MemoryDatabase } from "./memory/database.ts";
import { dueAt, isDue } from "./memory/inbox.ts";
import { maySend } from "./memory/refunds.ts";

/** A loop of the worker: what it does, and when there is something for it to do. */
export type Chore = {
  readonly name: string;
  /** Where what is due is written down. */
  readonly table: string;
  /** The moment at which work is due, or null. */
  readonly dueAt: (database: MemoryDatabase) => number | null;
  readonly run: (context: SendingContext, accounts: readonly string[]) => Promise<boolean>;
};

const WORKED_ON: ReadonlySet<string> = new Set(["queued", "submitting", "processing", "unknown", "needs_review"]);

export const CHORES: readonly Chore[] = [
  {
    name: "refunds",
    table: "refund",
    dueAt: (database) => {
      let due: number | null = null;
      for (const row of database.tables.refunds.living.values()) {
        if (row.nextRunAt === null || !WORKED_ON.has(row.state)) continue;
        const at = Math.max(row.nextRunAt.getTime(), row.leaseUntil === null ? 0 : row.leaseUntil.getTime() + 1);
        if ((due === null || at < due) && (row.state !== "queued" || maySend(database, row))) due = at;
      }
      return due;
    },
    run: (context, accounts) =>
      workOnRefund(context, async () => {
        const refund = await context.store.claim({ worker: context.worker, leaseMs: LEASE_MS, accountIds: accounts });
        return refund && { refund, done: () => {} };
      }),
  },
  {
    name: "inbox",
    table: "inbox",
    dueAt: (database) => {
      let due: number | null = null;
      for (const row of database.waitingMessages()) {
        const at = isDue(row, database.scheduler.now) ? row.receivedAt.getTime() : dueAt(row) + 1;
        if (due === null || at < due) due = at;
      }
      return due;
    },
    run: (context) => applyNextNotification(context),
  },
  {
    name: "expiry",
    table: "refund",
    dueAt: (database) => {
      let due: number | null = null;
      for (const row of database.tables.refunds.living.values()) {
        if (row.state !== "awaiting_approval" && row.state !== "sent_back") continue;
        const at = row.expiresAt?.getTime() ?? 0;
        if (due === null || at < due) due = at;
      }
      return due;
    },
    run: async (context) => (await expireRefunds(context)) > 0,
  },
];
