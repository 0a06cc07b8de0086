import type { Refund } from "#prisma/generated/client.ts";
import { beyondDailyLimits } from "./daily-limits.ts";
import { brokenInvariants } from "./invariants.ts";
import { maySend } from "./memory/refunds.ts";
import type { World } from "./world.ts";

export type Violation = {
  readonly kind: "double" | "lost" | "wrong word" | "abandoned" | "broken";
  readonly what: string;
};

/** Without a final word these are allowed to wait: people were called, or the next question is written down. */
const MAY_WAIT: ReadonlySet<string> = new Set(["needs_review", "processing"]);
const NOT_MOVED: ReadonlySet<string> = new Set(["failed", "rejected", "expired", "cancelled"]);

/** The product's words against the gateways' own truth: no matter how it came about, only whether it is so. */
export function checkTruth(world: World): Violation[] {
  const { tables } = world.database;
  const violations: Violation[] = brokenInvariants(tables).map((what) => ({ kind: "broken", what }));
  violations.push(...beyondDailyLimits(world).map((what) => ({ kind: "broken" as const, what })));
  for (const id of world.promised.keys())
    if (!tables.refunds.rows.has(id)) violations.push({ kind: "lost", what: `promised refund ${id} is not there` });
  for (const refund of tables.refunds.rows.values()) violations.push(...checkRefund(world, refund));
  for (const payment of tables.payments.rows.values()) {
    const moved = [...(tables.refunds.groups.get(payment.id)?.values() ?? [])]
      .filter((refund) => world.gatewayOf(refund.gateway).moves(refund.reference) > 0)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    if (moved > payment.capturedMinor)
      violations.push({ kind: "broken", what: `payment ${payment.id} paid out too much` });
  }
  return violations;
}

/** What must never be, at any moment: a payment moved twice, a final word against the truth. */
export function checkRefund(world: World, refund: Refund): Violation[] {
  const moves = world.gatewayOf(refund.gateway).moves(refund.reference);
  const about = `${refund.gateway} ${refund.reference} is ${refund.state}, moved ${moves} times`;
  if (moves > 1) return [{ kind: "double", what: about }];
  if (refund.state === "succeeded" && moves === 0) return [{ kind: "wrong word", what: about }];
  if (NOT_MOVED.has(refund.state) && moves > 0) return [{ kind: "wrong word", what: about }];
  return [];
}

/** After the trouble and time enough: whatever is not final is with people or has its next question ahead. */
export function checkLiveness(world: World): Violation[] {
  const violations: Violation[] = [];
  const now = world.scheduler.now;
  for (const refund of world.database.tables.refunds.living.values()) {
    const dueAt = (refund.nextRunAt ?? refund.expiresAt)?.getTime() ?? 0;
    // Where a gateway allows one refund at a time, the others of the payment wait for the end of it.
    const waitsItsTurn = refund.state === "queued" && !maySend(world.database, refund);
    const isWatched = waitsItsTurn || (MAY_WAIT.has(refund.state) && dueAt > now - 120_000);
    if (!isWatched)
      violations.push({ kind: "abandoned", what: `${refund.gateway} ${refund.reference} is ${refund.state}` });
  }
  return violations;
}
