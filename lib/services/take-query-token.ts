import type { PrismaClient } from "#prisma/generated/client.ts";

type Limit = { readonly gatewayAccountId: string; readonly perMinute: number | undefined };

/**
 * Takes leave to ask the gateway once: 0 when it is given, else the milliseconds after which to come back. Counted in
 * the database, by its clock, so that all processes together ask at most `perMinute` times in any minute (D15). Who is
 * turned away gets a place in the line, one behind the other: a crowd comes back one by one, and not at once.
 */
export async function takeQueryToken(
  { prisma }: { readonly prisma: PrismaClient },
  { gatewayAccountId, perMinute }: Limit,
): Promise<number> {
  if (perMinute === undefined) return 0;
  const burst = Math.max(1, Math.floor(perMinute / 10));
  // A full bucket and a minute's refill together stay below one more than the limit.
  const perSecond = (perMinute - burst + 1) / 60;
  const [taken] = await prisma.$queryRaw<unknown[]>`
    INSERT INTO gateway_call_bucket AS b (gateway_account_id, tokens, filled_at, line_ends_at)
    VALUES (${gatewayAccountId}::uuid, ${burst}::float8 - 1, clock_timestamp(), clock_timestamp())
    ON CONFLICT (gateway_account_id) DO UPDATE SET filled_at = clock_timestamp(),
      tokens = least(${burst}::float8, b.tokens + ${perSecond}::float8 * greatest(0, EXTRACT(EPOCH FROM clock_timestamp() - b.filled_at)::float8)) - 1
    WHERE b.tokens + ${perSecond}::float8 * EXTRACT(EPOCH FROM clock_timestamp() - b.filled_at)::float8 >= 1
    RETURNING TRUE`;
  return taken ? 0 : placeInLine(prisma, gatewayAccountId, perSecond);
}

async function placeInLine(prisma: PrismaClient, gatewayAccountId: string, perSecond: number): Promise<number> {
  const [place] = await prisma.$queryRaw<{ wait_ms: number }[]>`
    UPDATE gateway_call_bucket
    SET line_ends_at = greatest(line_ends_at, clock_timestamp()) + ${1 / perSecond}::float8 * interval '1 second'
    WHERE gateway_account_id = ${gatewayAccountId}::uuid
    RETURNING (EXTRACT(EPOCH FROM line_ends_at - clock_timestamp()) * 1000)::float8 AS wait_ms`;
  return Math.max(1, Math.ceil(place?.wait_ms ?? 1_000 / perSecond));
}
