import type { ApprovalSort } from "#lib/contracts/approval-tabs.ts";
import { currencyColumn, type Keyset, numberColumn, timeColumn } from "#lib/services/keyset.ts";
import { Prisma } from "#prisma/generated/client.ts";

/** Where a row of the queue stands in every sort; the amount is that of all that is decided with it. */
export type QueuedRow = {
  readonly id: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly currency: string;
  readonly amount_minor: bigint;
};

const id = Prisma.sql`r.id`;
const askedAt = timeColumn<QueuedRow>(Prisma.sql`r.created_at`, (row) => row.created_at);
const expiresAt = timeColumn<QueuedRow>(Prisma.sql`r.expires_at`, ({ id: refundId, expires_at }) => {
  if (!expires_at) throw new Error(`refund ${refundId} waits for people, and for ever`);
  return expires_at;
});
const currency = currencyColumn<QueuedRow>(Prisma.sql`t.currency`, (row) => row.currency);
const largestFirst = numberColumn<QueuedRow>(Prisma.sql`-t.amount_minor`, (row) => -row.amount_minor);

/** The sorts of the queue, as its rows `r` and `t` have them. */
export const APPROVALS_BY: Readonly<Record<ApprovalSort, Keyset<QueuedRow>>> = {
  newest: { name: "newest", columns: [askedAt], id, isDescending: true },
  oldest: { name: "oldest", columns: [askedAt], id, isDescending: false },
  expiry: { name: "expiry", columns: [expiresAt], id, isDescending: false },
  amount: { name: "amount", columns: [currency, largestFirst], id, isDescending: false },
};
