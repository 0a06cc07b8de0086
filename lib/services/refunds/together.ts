import type { StoreTransaction } from "#lib/db/store.ts";
import { standingParts } from "#lib/domain/group.ts";
import type { Money } from "#lib/domain/money.ts";
import type { Refund } from "#prisma/generated/client.ts";
import { type Move, moveRefund } from "./move-refund.ts";
import { digestOf } from "./seal.ts";

/** What is decided as one: a refund that was asked for alone, or the parts of a group that still stand. */
export type Together = readonly [Refund, ...Refund[]];

type Seal = Pick<Refund, "groupId" | "paymentId" | "sealedHash">;

/** Waits for the refund and its whole group, the parts that stand and those that moved on; the digest is over all. */
export async function lockTogether(
  tx: StoreTransaction,
  refundId: string,
): Promise<{ readonly parts: Together; readonly sealedHash: string } | null> {
  const all = await tx.refunds.lockTogether(refundId);
  const [first, ...others] = standingParts(all);
  return first ? { parts: [first, ...others], sealedHash: sealTogether(all) } : null;
}

/** What an approver signs. Of a group it holds the seal of every part, so that a change in any of them is another one. */
export function sealTogether(parts: readonly Seal[]): string {
  const [first] = parts;
  if (first && first.groupId === null) return first.sealedHash;
  const inOrder = parts.toSorted((one, other) => (one.paymentId < other.paymentId ? -1 : 1));
  return digestOf(inOrder.map((part) => part.sealedHash));
}

/** All of them or none: they are locked, so that one which does not move is a mistake of ours and ends the transaction. */
export async function moveTogether(
  tx: StoreTransaction,
  parts: Together,
  moveOf: (part: Refund) => Move,
): Promise<void> {
  for (const part of parts) {
    const moved = await moveRefund(tx, part, { ...moveOf(part), isToldElsewhere: part !== parts[0] });
    if (!moved) throw new Error(`refund ${part.id} did not move with its group`);
  }
}

export function sumOf(parts: Together): Money {
  return { minor: parts.reduce((sum, part) => sum + part.amountMinor, 0n), currency: parts[0].currency };
}
