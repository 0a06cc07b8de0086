import type { Refund } from "#prisma/generated/client.ts";
import { LEASE_MS, type SendingContext } from "./sending.ts";

export type FairClaim = { readonly refund: Refund; readonly done: () => void };

const ACCOUNTS_ARE_FRESH_MS = 2_000;

/**
 * Claims for the slots of one worker. The accounts take turns, and each that has no slot is left one, so that neither
 * the crowd of one gateway nor its silence holds up another (D14).
 */
export function claimFairly(context: SendingContext, slots: number): () => Promise<FairClaim | null> {
  const accounts = accountRing(context);
  const busy = new Map<string, number>();
  let turn: Promise<unknown> = Promise.resolve();

  const mayTake = (id: string, all: readonly string[]): boolean => {
    if (!busy.has(id)) return true;
    const taken = [...busy.values()].reduce((sum, count) => sum + count, 0);
    const without = all.filter((other) => !busy.has(other)).length;
    return slots - taken > without;
  };
  const release = (id: string): void => {
    const left = (busy.get(id) ?? 1) - 1;
    if (left === 0) busy.delete(id);
    else busy.set(id, left);
  };
  const claim = async (): Promise<FairClaim | null> => {
    const all = await accounts();
    const accountIds = all.filter((id) => mayTake(id, all));
    const refund = await context.store.claim({ worker: context.worker, leaseMs: LEASE_MS, accountIds });
    if (!refund) return null;
    const id = refund.gatewayAccountId;
    busy.set(id, (busy.get(id) ?? 0) + 1);
    return { refund, done: () => release(id) };
  };

  // One after the other: two slots that choose at the same time would both see the last one free.
  return () => {
    const mine = turn.then(claim);
    turn = mine.catch(() => {});
    return mine;
  };
}

/**
 * The accounts in an order that turns with every claim. Each worker begins elsewhere: if all began with the same account,
 * those that die young would all leave out the same ones.
 */
function accountRing(context: SendingContext): () => Promise<readonly string[]> {
  let ids: readonly string[] = [];
  let readAt = 0;
  const beginsAt = context.random();
  let turn = 0;
  return async () => {
    if (context.monotonicMs() - readAt > ACCOUNTS_ARE_FRESH_MS || ids.length === 0) {
      const accounts = await context.prisma.gatewayAccount.findMany({ select: { id: true }, orderBy: { id: "asc" } });
      ids = accounts.map((account) => account.id);
      readAt = context.monotonicMs();
    }
    const first = (Math.floor(beginsAt * ids.length) + turn++) % Math.max(1, ids.length);
    return [...ids.slice(first), ...ids.slice(0, first)];
  };
}
