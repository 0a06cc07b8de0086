import { type BreakerReason, breakerProbeMs, type ExchangeResult, tooManyUnknown } from "#lib/domain/breaker.ts";
import type { GatewayHttp } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { askHarmlessly } from "./ask-harmlessly.ts";
import { unknownRates } from "./gateway-breaker.ts";
import type { AskingContext } from "./sending.ts";
import { takeQueryToken } from "./take-query-token.ts";
import { exchangeResult } from "./watch-gateway.ts";

/** The crowd that waited comes back within this time, one after the other. */
const SPREAD_S = 25;
const SPREAD_PER_REFUND_S = 0.1;

type Due = { readonly id: string; readonly why: BreakerReason; readonly probes: number };

/**
 * The half-open state: asks the gateway of one open breaker a question that moves nothing, never a refund, and closes
 * the breaker when it is answered. False when no breaker is due.
 */
export async function tryBreaker(context: AskingContext): Promise<boolean> {
  // Kept from the other workers for longer than an exchange takes.
  const [due] = await context.prisma.$queryRaw<Due[]>`
    UPDATE gateway_breaker SET probes = probes + 1, probe_at = now() + interval '30 seconds'
    WHERE gateway_account_id = (SELECT gateway_account_id FROM gateway_breaker WHERE opened_at IS NOT NULL AND probe_at <= now()
      ORDER BY probe_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING gateway_account_id AS id, why, probes`;
  if (!due) return false;
  const waitMs = await isBack(context, due);
  if (waitMs === 0) await close(context, due);
  else await askLater(context, due, waitMs);
  return true;
}

/** 0 when sending may go on, else the milliseconds after which to ask again. */
async function isBack(context: AskingContext, { id, why, probes }: Due): Promise<number> {
  const againMs = breakerProbeMs(why, probes, Math.random);
  const opened = await openGatewayAccount(context, id);
  const connector = connectorOf(opened.gateway);
  const { queriesPerMinute: perMinute } = connector.accountPolicy(opened.account.settings, { method: "" });
  const waitMs = await takeQueryToken(context, { gatewayAccountId: id, perMinute });
  if (waitMs > 0) return waitMs;

  let result: ExchangeResult | null = null;
  const plain = context.gatewayHttp();
  const http: GatewayHttp = async (request) => {
    const outcome = await plain(request);
    result = exchangeResult(outcome);
    return outcome;
  };
  const answer = await askHarmlessly(connector, { account: opened.account, http, now: () => new Date() });
  // A gateway that cannot be asked has nothing but time to show that it is back.
  const understood =
    answer.kind !== "no_answer" ||
    (answer.fault !== null && !answer.fault.refusesUs) ||
    answer.cause === "not_licensed";
  const answered = understood && (result === "answered" || result === null);
  return answered && !(why === "unknown_rate" && (await stillUnknown(context, id))) ? 0 : againMs;
}

async function stillUnknown({ prisma }: AskingContext, id: string): Promise<boolean> {
  return (await unknownRates(prisma)).some((rate) => rate.gatewayAccountId === id && tooManyUnknown(rate));
}

async function askLater({ prisma }: AskingContext, { id }: Due, waitMs: number): Promise<void> {
  await prisma.$executeRaw`
    UPDATE gateway_breaker SET probe_at = clock_timestamp() + ${waitMs} * interval '1 millisecond' WHERE gateway_account_id = ${id}::uuid`;
}

async function close({ prisma, log, operator }: AskingContext, { id, why }: Due): Promise<void> {
  const crowd = await prisma.$transaction(async (tx) => {
    const closed = await tx.$executeRaw`
      UPDATE gateway_breaker SET opened_at = NULL, why = NULL, closed_at = clock_timestamp()
      WHERE gateway_account_id = ${id}::uuid AND opened_at IS NOT NULL`;
    if (closed === 0) return null;
    await recordAudit(tx, { kind: "breaker_closed", operator, data: { gatewayAccountId: id, why } });
    return callBack(tx, id);
  });
  if (crowd !== null) log.info({ gatewayAccountId: id, crowd }, "a gateway answers again; its refunds go on");
}

/**
 * Everything that waited for the gateway runs within half a minute, spread so that it does not run at once (D15):
 * what is due, what is unknown, and what could not be sent. An undo window that is still open is left alone.
 */
function callBack(tx: Prisma.TransactionClient, id: string): Promise<number> {
  return tx.$executeRaw`
    WITH crowd AS (
      SELECT r.id, count(*) OVER () AS size FROM refund r
      WHERE r.gateway_account_id = ${id}::uuid AND r.state IN ('queued', 'submitting', 'processing', 'unknown', 'needs_review')
        AND (r.next_run_at <= now() OR r.state = 'unknown' OR (r.state = 'queued' AND r.send_failures > 0))
        AND (r.lease_until IS NULL OR r.lease_until < now()))
    UPDATE refund SET next_run_at = now() + random() * least(${SPREAD_S}, crowd.size * ${SPREAD_PER_REFUND_S}::float8) * interval '1 second'
    FROM crowd WHERE refund.id = crowd.id`;
}
