import type { AppContext } from "#lib/services/context.ts";
import { moveRefund } from "./move-refund.ts";

const BATCH = 50;

/** Ends refunds that nobody decided in time; their amounts are free again. Tells how many. */
export function expireRefunds(context: AppContext): Promise<number> {
  return context.store.transaction(async (tx) => {
    let count = 0;
    for (const refund of await tx.refunds.expired(BATCH)) {
      if (await moveRefund(tx, refund, { to: "expired", by: context.operator })) count += 1;
    }
    return count;
  });
}
