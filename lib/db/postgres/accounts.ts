import { Prisma, type PrismaClient } from "#prisma/generated/client.ts";
import type { SealedAccount, Store, WhichSecrets } from "../store.ts";

/** Each one is tried on every message; more than a few at once is no rotation. */
const MAX_VERSIONS = 5;

export async function sealedAccounts(
  prisma: PrismaClient,
  accountId: string,
  which: WhichSecrets,
): Promise<readonly SealedAccount[]> {
  return prisma.$queryRaw<SealedAccount[]>`
    SELECT a.id, a.gateway, c.base_url AS "baseUrl", a.settings, c.version, c.sealed, c.key_version AS "keyVersion"
    FROM gateway_account a JOIN gateway_credential c ON c.gateway_account_id = a.id
    WHERE a.id = ${accountId}::uuid AND (${condition(which)}) ORDER BY c.version DESC
    LIMIT ${which === "verifying" ? MAX_VERSIONS : 1}::int`;
}

function condition(which: WhichSecrets): Prisma.Sql {
  if (which === "newest") return Prisma.sql`TRUE`;
  if (which === "verifying") return Prisma.sql`c.retired_at IS NULL OR c.retired_at > now()`;
  return Prisma.sql`(c.base_url, c.identity) = (SELECT sent.base_url, sent.identity FROM gateway_credential sent
    WHERE sent.gateway_account_id = a.id AND sent.version = ${which.sentWith}::int)`;
}

type Limit = Parameters<Store["takeQueryToken"]>[0];

export async function takeQueryToken(prisma: PrismaClient, { gatewayAccountId, perMinute }: Limit): Promise<number> {
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
