import type { Services } from "#lib/services/context.ts";

const KEPT_DAYS = 90;
const KEPT_PER_PERSON = 1_000;
const BATCH = 1_000;

/** Takes away what is old, and of each person what is too much. What happened stays in the audit. */
export async function pruneNotices({ prisma }: Pick<Services, "prisma">): Promise<boolean> {
  const gone = await prisma.$executeRaw`
    DELETE FROM notice WHERE id IN (
      SELECT id FROM notice WHERE at < now() - make_interval(days => ${KEPT_DAYS}::int) LIMIT ${BATCH})`;
  const tooMany = await prisma.$executeRaw`
    DELETE FROM notice WHERE id IN (
      SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY id DESC) AS place FROM notice) AS placed
      WHERE place > ${KEPT_PER_PERSON} AND NOT EXISTS (SELECT 1 FROM mail WHERE notice_id = placed.id AND ended_at IS NULL)
      LIMIT ${BATCH})`;
  return gone === BATCH || tooMany === BATCH;
}
