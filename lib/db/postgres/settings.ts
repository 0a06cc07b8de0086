import type { MerchantSettings, Prisma } from "#prisma/generated/client.ts";

/** As the table has them: a merchant who never set any has no row. */
export const DEFAULT_SETTINGS: Omit<MerchantSettings, "updatedAt"> = {
  id: 1,
  name: "",
  zone: "Asia/Ho_Chi_Minh",
  currencies: [],
  reasons: [],
  alertEmails: [],
  undoWindowMs: 8_000,
  approvalTtlHours: 72,
};

/** Writes nothing: two who read at once must not both be the first to write. */
export async function readSettings(db: Pick<Prisma.TransactionClient, "merchantSettings">): Promise<MerchantSettings> {
  const row = await db.merchantSettings.findUnique({ where: { id: 1 } });
  return row ?? { ...DEFAULT_SETTINGS, updatedAt: new Date(0) };
}
