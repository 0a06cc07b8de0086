import type { Services } from "#lib/services/context.ts";

/**
 * Signed messages of the last 30 days about refunds that nobody knew a day later (G04): somebody refunds beside us
 * with our key, or a backup was restored. Within a day an order may still be imported.
 */
export async function countUnmatchedNotifications({ prisma }: Pick<Services, "prisma">): Promise<number> {
  const [row] = await prisma.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM inbox
    WHERE effect = 'unmatched' AND received_at BETWEEN now() - interval '30 days' AND now() - interval '1 day'`;
  return row.count;
}
