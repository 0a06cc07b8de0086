import type { PrismaClient } from "#prisma/generated/client.ts";
import type { Counted } from "../store.ts";

/** One atomic statement in the shared database, so that more processes are no way round it. */
export async function countInWindow(prisma: PrismaClient, key: string, windowSeconds: number): Promise<Counted> {
  const rows = await prisma.$queryRaw<{ count: number; retry_after: number }[]>`
    INSERT INTO rate_limit AS r (key, window_start, count)
    VALUES (${key}, date_bin(make_interval(secs => ${windowSeconds}::int), now(), 'epoch'), 1)
    ON CONFLICT (key, window_start) DO UPDATE SET count = r.count + 1
    RETURNING r.count, ceil(extract(epoch FROM r.window_start - now()) + ${windowSeconds}::int)::int AS retry_after`;
  const { count = 0, retry_after: retryAfterSeconds = 0 } = rows[0] ?? {};
  if (count === 1) await forgetOldWindows(prisma);
  return { count, retryAfterSeconds };
}

async function forgetOldWindows(prisma: PrismaClient): Promise<void> {
  await prisma.$executeRaw`DELETE FROM rate_limit WHERE window_start < now() - interval '1 day'`;
}
