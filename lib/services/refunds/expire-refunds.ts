import { WAITS_FOR_PEOPLE } from "#lib/domain/refund-state.ts";
import type { AppContext } from "#lib/services/context.ts";
import { moveTogether } from "./together.ts";
import { isUnverified } from "./unverified.ts";

const BATCH = 50;

/** Ends refunds that nobody decided in time; their amounts are free again. Tells how many requests that were. */
export async function expireRefunds(context: AppContext): Promise<number> {
  const due = await context.store.transaction((tx) => tx.refunds.expired(BATCH));
  let count = 0;
  for (const id of due) if (await expire(context, id)) count += 1;
  return count;
}

/** False where somebody was faster: with a decision, or with another part of the same request. */
function expire(context: AppContext, id: string): Promise<boolean> {
  return context.store.transaction(async (tx) => {
    const parts = await tx.refunds.lockTogether(id);
    const now = await tx.now();
    const [first, ...others] = parts.filter(
      ({ state, expiresAt }) => WAITS_FOR_PEOPLE.includes(state) && expiresAt !== null && expiresAt <= now,
    );
    if (!first || parts.some(isUnverified)) return false;
    await moveTogether(tx, [first, ...others], () => ({ to: "expired", by: context.operator }));
    return true;
  });
}
