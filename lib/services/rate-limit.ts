import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Services } from "./context.ts";

type Bucket = { readonly limit: number; readonly windowSeconds: number };

/**
 * Counts one more under this key and refuses beyond the limit of the running window. One atomic statement in the
 * shared database, so that more processes are no way round it.
 */
export async function rateLimit(
  { prisma }: Pick<Services, "prisma">,
  key: string,
  { limit, windowSeconds }: Bucket,
): Promise<Result<void, AppError>> {
  const rows = await prisma.$queryRaw<{ count: number; retry_after: number }[]>`
    INSERT INTO rate_limit AS r (key, window_start, count)
    VALUES (${key}, date_bin(make_interval(secs => ${windowSeconds}::int), now(), 'epoch'), 1)
    ON CONFLICT (key, window_start) DO UPDATE SET count = r.count + 1
    RETURNING r.count, ceil(extract(epoch FROM r.window_start - now()) + ${windowSeconds}::int)::int AS retry_after`;
  const { count = 0, retry_after: retryAfterSeconds = 0 } = rows[0] ?? {};
  if (count === 1) await forgetOldWindows(prisma);
  return count <= limit ? ok() : err(appError("rate_limited", { detail: { retryAfterSeconds } }));
}

/** Takes back the last count: for limits that only failures use up. */
export async function giveBack(
  { prisma }: Pick<Services, "prisma">,
  key: string,
  { windowSeconds }: Bucket,
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE rate_limit SET count = greatest(count - 1, 0)
    WHERE key = ${key} AND window_start = date_bin(make_interval(secs => ${windowSeconds}::int), now(), 'epoch')`;
}

async function forgetOldWindows(prisma: Services["prisma"]): Promise<void> {
  await prisma.$executeRaw`DELETE FROM rate_limit WHERE window_start < now() - interval '1 day'`;
}
