import {
  type BreakerReason,
  breakerProbeMs,
  EXCHANGES_LOOKED_AT,
  type ExchangeResult,
  reasonToOpen,
  SENDS_LOOKED_AT_S,
  tooManyUnknown,
} from "#lib/domain/breaker.ts";
import type { Services } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { Prisma } from "#prisma/generated/client.ts";

type Watching = Pick<Services, "prisma" | "log">;
type Exchange = { readonly gatewayAccountId: string; readonly result: ExchangeResult };

/** Writes down how an exchange ended, and opens the account's breaker where that is one too many. */
export async function recordExchange(watching: Watching, { gatewayAccountId, result }: Exchange): Promise<void> {
  const { prisma } = watching;
  await prisma.$executeRaw`
    INSERT INTO gateway_exchange (gateway_account_id, result, at) VALUES (${gatewayAccountId}::uuid, ${result}, clock_timestamp())`;
  if (result === "answered") return;
  await withBreaker(watching, gatewayAccountId, async (tx, breaker) => {
    if (breaker.isOpen) {
      await tx.gatewayBreaker.update({ where: { gatewayAccountId }, data: { failures: { increment: 1 } } });
      return null;
    }
    const past = await tx.$queryRaw<{ result: ExchangeResult; agoMs: number }[]>`
      SELECT e.result, (EXTRACT(EPOCH FROM clock_timestamp() - e.at) * 1000)::float8 AS "agoMs"
      FROM gateway_exchange e JOIN gateway_breaker b USING (gateway_account_id)
      WHERE e.gateway_account_id = ${gatewayAccountId}::uuid AND (b.closed_at IS NULL OR e.at > b.closed_at)
      ORDER BY e.id DESC LIMIT ${EXCHANGES_LOOKED_AT}::int`;
    return reasonToOpen(past);
  });
}

/** Looks at all accounts for sends whose end nobody knows, and forgets exchanges that no rule looks at any more. */
export async function watchUnknownRate(watching: Watching): Promise<boolean> {
  const { prisma } = watching;
  await prisma.$executeRaw`DELETE FROM gateway_exchange WHERE at < now() - interval '1 hour'`;
  for (const { gatewayAccountId, ...rate } of await unknownRates(prisma)) {
    if (!tooManyUnknown(rate)) continue;
    await withBreaker(watching, gatewayAccountId, async (_tx, breaker) => (breaker.isOpen ? null : "unknown_rate"));
  }
  return false;
}

/** Sends of the last ten minutes, since the breaker last closed, whose answer was lost and whose end is open still. */
export function unknownRates(
  prisma: Prisma.TransactionClient,
): Promise<{ gatewayAccountId: string; sends: number; unknown: number }[]> {
  return prisma.$queryRaw`
    SELECT r.gateway_account_id AS "gatewayAccountId", count(*)::int AS sends,
      count(*) FILTER (WHERE t.outcome = 'ambiguous' AND r.state = 'unknown')::int AS unknown
    FROM attempt t JOIN refund r ON r.id = t.refund_id LEFT JOIN gateway_breaker b USING (gateway_account_id)
    WHERE t.kind = 'submit' AND t.outcome NOT IN ('open', 'not_sent')
      AND t.started_at > now() - ${SENDS_LOOKED_AT_S} * interval '1 second' AND (b.closed_at IS NULL OR t.started_at > b.closed_at)
    GROUP BY 1`;
}

type Breaker = { readonly isOpen: boolean };
type Judge = (tx: Prisma.TransactionClient, breaker: Breaker) => Promise<BreakerReason | null>;

/** One at a time per account: a crowd of failures opens its breaker once, and is one alert (H09). */
async function withBreaker({ prisma, log }: Watching, gatewayAccountId: string, judge: Judge): Promise<void> {
  const opened = await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO gateway_breaker (gateway_account_id) VALUES (${gatewayAccountId}::uuid) ON CONFLICT DO NOTHING`;
    const [row] = await tx.$queryRaw<[{ isOpen: boolean; probes: number }]>`
      SELECT opened_at IS NOT NULL AS "isOpen", CASE WHEN closed_at > now() - interval '5 minutes' THEN probes ELSE 0 END AS probes
      FROM gateway_breaker WHERE gateway_account_id = ${gatewayAccountId}::uuid FOR UPDATE`;
    const why = await judge(tx, row);
    if (why) await open(tx, { gatewayAccountId, why, probes: row.probes });
    return why;
  });
  if (opened)
    log.error({ gatewayAccountId, why: opened }, "nothing more is sent for a gateway account until it answers again");
}

type Opening = { readonly gatewayAccountId: string; readonly why: BreakerReason; readonly probes: number };

/** What closed a little while ago and opens again goes on being asked as rarely as before. */
async function open(tx: Prisma.TransactionClient, { gatewayAccountId, why, probes }: Opening): Promise<void> {
  const probeMs = breakerProbeMs(why, probes, Math.random);
  await tx.$executeRaw`
    UPDATE gateway_breaker SET opened_at = clock_timestamp(), why = ${why}, failures = 1, probes = ${probes},
      probe_at = clock_timestamp() + ${probeMs} * interval '1 millisecond' WHERE gateway_account_id = ${gatewayAccountId}::uuid`;
  const operator = { kind: "worker", name: "Refund Desk" } as const;
  await recordAudit(tx, { kind: "breaker_opened", operator, data: { gatewayAccountId, why } });
}
