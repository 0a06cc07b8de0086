import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Services } from "#lib/services/context.ts";

type Bucket = { readonly limit: number; readonly windowSeconds: number };

/** Counts one more under this key and refuses beyond the limit of the running window. */
export async function rateLimit(
  { store }: Pick<Services, "store">,
  key: string,
  { limit, windowSeconds }: Bucket,
): Promise<Result<void, AppError>> {
  const { count, retryAfterSeconds } = await store.countInWindow(key, windowSeconds);
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
