import type { MemoryDatabase } from "./database.ts";
import type { Transaction } from "./transaction.ts";

type Limit = { readonly gatewayAccountId: string; readonly perMinute: number };

/** As lib/db/postgres/accounts.ts counts, at the database's clock. */
export async function takeQueryToken(
  database: MemoryDatabase,
  tx: Transaction,
  { gatewayAccountId: id, perMinute }: Limit,
): Promise<number> {
  const { buckets } = database.tables;
  const burst = Math.max(1, Math.floor(perMinute / 10));
  const perSecond = (perMinute - burst + 1) / 60;
  const now = tx.clock.getTime();
  if (await tx.insertIfNew(buckets, { id, tokens: burst - 1, filledAt: now, lineEndsAt: now })) return 0;

  let waitMs = 0;
  await tx.update(buckets, id, (row) => {
    const filled = row.tokens + (perSecond * (now - row.filledAt)) / 1_000;
    if (filled >= 1) return { filledAt: now, tokens: Math.min(burst, filled) - 1 };
    const lineEndsAt = Math.max(row.lineEndsAt, now) + 1_000 / perSecond;
    waitMs = Math.max(1, Math.ceil(lineEndsAt - now));
    return { lineEndsAt };
  });
  return waitMs;
}
