import { connectorOf } from "#lib/gateways/registry.ts";
import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { AskingContext } from "#lib/services/sending/sending.ts";
import { takeQueryToken } from "#lib/services/sending/take-query-token.ts";
import type { Reconciliation } from "#prisma/generated/client.ts";
import { type Compared, comparePayment } from "./compare-payment.ts";
import { compareRefund } from "./compare-refund.ts";

/** Questions in a row; then other accounts have their turn. */
const SLICE = 20;
const NO_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Goes on with the comparison that waits longest, for a few questions, within the gateway's limit. What is done is
 * written down after each of them, so that any worker goes on where another one stopped. False when nothing is due.
 */
export async function reconcileNext(
  context: AskingContext,
  { only }: { readonly only?: string } = {},
): Promise<boolean> {
  const [taken] = await context.prisma.$queryRaw<{ id: string }[]>`
    UPDATE reconciliation SET lease_owner = ${context.worker}, lease_until = now() + interval '90 seconds'
    WHERE id = (SELECT id FROM reconciliation WHERE kind = 'gateway' AND finished_at IS NULL AND next_at <= now()
      AND (lease_until IS NULL OR lease_until < now()) AND account_asks(gateway_account_id) AND id = COALESCE(${only ?? null}::uuid, id)
      ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  if (!taken) return false;
  const run = await context.prisma.reconciliation.findUniqueOrThrow({ where: { id: taken.id } });
  const opened = await openGatewayAccount(context, run.gatewayAccountId);
  const connector = connectorOf(opened.gateway);
  const { queriesPerMinute: perMinute } = connector.accountPolicy(opened.account.settings, { method: "" });
  const { queryRefund, queryPayments } = connector.operations;
  const what = queryRefund ? REFUNDS : queryPayments ? PAYMENTS : NOTHING;
  if (run.cursor === null) await begin(context, run, await what.count(context, run));

  const items = await what.next(context, run);
  for (const id of items) {
    const waitMs = await takeQueryToken(context, { gatewayAccountId: run.gatewayAccountId, perMinute });
    if (waitMs > 0) return comeBack(context, run, waitMs);
    await progress(context, run, id, await what.compare(context, run, id));
  }
  if (items.length < SLICE) return finish(context, run);
  // The questions of refunds that are under way have the other half of the limit.
  return comeBack(context, run, perMinute ? (60_000 * SLICE) / perMinute : 0);
}

type Comparing = {
  readonly count: (context: AskingContext, run: Reconciliation) => Promise<number>;
  readonly next: (context: AskingContext, run: Reconciliation) => Promise<readonly string[]>;
  readonly compare: (context: AskingContext, run: Reconciliation, id: string) => Promise<Compared>;
};

const NOTHING: Comparing = { count: async () => 0, next: async () => [], compare: async () => "unanswered" };

/** Where only the payment can be asked about: each that was touched within thirty days. */
const PAYMENTS: Comparing = {
  count: async (context, run) => (await paymentIds(context, run, NO_ID, null)).length,
  next: (context, run) => paymentIds(context, run, run.cursor ?? NO_ID, SLICE),
  compare: comparePayment,
};

/** Where the refund itself can: the open ones, and those that ended within thirty days. */
const REFUNDS: Comparing = {
  count: async (context, run) => (await refundIds(context, run, NO_ID, null)).length,
  next: (context, run) => refundIds(context, run, run.cursor ?? NO_ID, SLICE),
  compare: compareRefund,
};

async function paymentIds(
  { prisma }: AskingContext,
  { gatewayAccountId, startedAt }: Reconciliation,
  after: string,
  limit: number | null,
): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM payment p
    WHERE p.gateway_account_id = ${gatewayAccountId}::uuid AND p.id > ${after}::uuid AND p.gateway_transaction_ref IS NOT NULL
      AND (GREATEST(p.created_at, p.updated_at, p.paid_at) > ${startedAt}::timestamptz - interval '30 days'
        OR EXISTS (SELECT 1 FROM refund r WHERE r.payment_id = p.id AND r.updated_at > ${startedAt}::timestamptz - interval '30 days'))
    ORDER BY p.id LIMIT ${limit}::int`;
  return rows.map(({ id }) => id);
}

async function refundIds(
  { prisma }: AskingContext,
  { gatewayAccountId, startedAt }: Reconciliation,
  after: string,
  limit: number | null,
): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM refund r
    WHERE r.gateway_account_id = ${gatewayAccountId}::uuid AND r.id > ${after}::uuid
      AND (r.state IN ('processing', 'unknown', 'needs_review')
        OR r.state IN ('succeeded', 'failed') AND r.final_at > ${startedAt}::timestamptz - interval '30 days')
      AND EXISTS (SELECT 1 FROM attempt t WHERE t.refund_id = r.id AND t.kind = 'submit' AND t.outcome NOT IN ('open', 'not_sent', 'proven_absent'))
    ORDER BY r.id LIMIT ${limit}::int`;
  return rows.map(({ id }) => id);
}

async function begin({ prisma }: AskingContext, { id }: Reconciliation, total: number): Promise<void> {
  await prisma.reconciliation.update({ where: { id }, data: { total } });
}

async function progress({ prisma }: AskingContext, { id }: Reconciliation, item: string, end: Compared): Promise<void> {
  const one = { increment: 1 };
  await prisma.reconciliation.update({
    where: { id },
    data: { cursor: item, ...(end === "compared" ? { checked: one } : { unanswered: one }) },
  });
  await prisma.$executeRaw`UPDATE reconciliation SET lease_until = now() + interval '90 seconds' WHERE id = ${id}::uuid`;
}

async function comeBack({ prisma }: AskingContext, { id }: Reconciliation, waitMs: number): Promise<boolean> {
  await prisma.$executeRaw`
    UPDATE reconciliation SET lease_owner = NULL, lease_until = NULL, next_at = now() + ${waitMs}::float8 * interval '1 millisecond'
    WHERE id = ${id}::uuid`;
  return true;
}

async function finish(
  { prisma, operator, log }: AskingContext,
  { id, gatewayAccountId }: Reconciliation,
): Promise<boolean> {
  await prisma.$executeRaw`
    UPDATE reconciliation SET lease_owner = NULL, lease_until = NULL, finished_at = now() WHERE id = ${id}::uuid`;
  const { checked, unanswered } = await prisma.reconciliation.findUniqueOrThrow({ where: { id } });
  const differences = await prisma.reconciliationDifference.count({ where: { reconciliationId: id } });
  const data = { gatewayAccountId, checked, unanswered, differences };
  await recordAudit(prisma, { kind: "reconciliation_finished", operator, data });
  if (differences > 0) log.warn(data, "a reconciliation found differences");
  return true;
}
