import type { LiveHint } from "#lib/contracts/live.ts";

/** The keys of everything that the desk reads, in one place, so that a hint can name what it touches. */
export const queryKeys = {
  orders: (search: string) => ["orders", search] as const,
  order: (orderId: string) => ["order", orderId] as const,
  refunds: (search: string) => ["refunds", search] as const,
  refund: (id: string) => ["refund", id] as const,
  approvals: (search: string) => ["approvals", search] as const,
  support: (text: string) => ["support", text] as const,
  status: () => ["status"] as const,
};

/** Does this hint make that reading old? Lists can hold anything; single records only themselves. */
export function queriesTouchedBy(hint: LiveHint, key: readonly unknown[]): boolean {
  const [kind, id] = key;
  if (hint.topic === "worker") return kind === "status";
  if (kind === "order") return hint.orderId === undefined || hint.orderId === id;
  if (kind === "refund") return hint.refundId === undefined || hint.refundId === id;
  return kind !== "status";
}
