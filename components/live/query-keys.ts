import type { LiveHint } from "#lib/contracts/live.ts";

/** The keys of everything that the desk reads, in one place, so that a hint can name what it touches. */
export const queryKeys = {
  orders: (search: string) => ["orders", search] as const,
  /** With the IDs of its payments, because a hint knows the order only by an ID that never leaves the server. */
  order: (orderId: string, paymentIds: readonly string[]) => ["order", orderId, paymentIds] as const,
  refunds: (search: string) => ["refunds", search] as const,
  refund: (id: string) => ["refund", id] as const,
  approvals: (search: string) => ["approvals", search] as const,
  counts: (list: "orders" | "refunds") => ["counts", list] as const,
  cases: (search: string) => ["cases", search] as const,
  chaos: () => ["chaos"] as const,
  notifications: (search: string) => ["notifications", search] as const,
  notification: (id: string) => ["notification", id] as const,
  paymentLink: (id: string) => ["paymentLink", id] as const,
  exports: (subject: string) => ["exports", subject] as const,
  notices: (search: string) => ["notices", search] as const,
  unreadNotices: () => ["unreadNotices"] as const,
  /** Without an order: those that wait. */
  questions: (orderId?: string) => ["questions", orderId] as const,
  status: () => ["status"] as const,
};

/** Does this hint make that reading old? Lists can hold anything; single records only themselves. */
export function queriesTouchedBy(hint: LiveHint, key: readonly unknown[]): boolean {
  const [kind, id, paymentIds] = key;
  if (hint.topic === "worker") return kind === "status";
  if (hint.topic === "notice") return isAboutNotices(kind);
  if (isAboutNotices(kind)) return false;
  if (hint.topic === "comment") return isCommentedOn(hint, key);
  if (kind === "questions") return false;
  // What a message does to a refund has a hint of its own.
  if (hint.topic === "inbox") return kind === "notifications" || kind === "notification";
  if (kind === "order") return !hint.paymentId || (Array.isArray(paymentIds) && paymentIds.includes(hint.paymentId));
  if (kind === "refund") return hint.refundId === undefined || hint.refundId === id || hint.groupId !== undefined;
  return kind !== "status" && kind !== "exports";
}

function isAboutNotices(kind: unknown): boolean {
  return kind === "notices" || kind === "unreadNotices";
}

/** The hint knows the order by an ID that no page knows. */
function isCommentedOn({ refundId }: LiveHint, [kind, id]: readonly unknown[]): boolean {
  return kind === "order" || kind === "questions" || (kind === "refund" && id === refundId);
}
