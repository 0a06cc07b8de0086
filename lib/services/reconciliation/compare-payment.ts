import { storeTransaction } from "#lib/db/postgres-store.ts";
import { moneyToText } from "#lib/domain/money.ts";
import { totalDifference } from "#lib/domain/reconcile.ts";
import type { PaymentReading } from "#lib/gateways/connector.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import { openGatewayAccount } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import { readPayment } from "#lib/services/sending/read-payment.ts";
import type { AskingContext } from "#lib/services/sending/sending.ts";
import { noteFault } from "#lib/services/sending/watch-gateway.ts";
import type { Payment, Prisma, Reconciliation } from "#prisma/generated/client.ts";
import { closePaymentCases, type Difference, openPaymentCase, recordDifference } from "./record-difference.ts";

export type Compared = "compared" | "unanswered";

/** Asks the gateway for a payment's totals, stores what it says, and lists what does not fit. Changes no refund. */
export async function comparePayment(
  context: AskingContext,
  run: Reconciliation,
  paymentId: string,
): Promise<Compared> {
  const { prisma } = context;
  const payment = await prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const account = await openGatewayAccount(context, payment.gatewayAccountId);
  const connector = connectorOf(account.gateway);
  const found = await readPayment(context, { ...account, connector }, payment);
  if (found.kind === "no_answer") await noteFault(context, payment.gatewayAccountId, found.fault);
  if (found.kind === "not_found") {
    const ours = moneyToText({ minor: payment.capturedMinor, currency: payment.currency });
    await prisma.$transaction((tx) =>
      report(tx, run, payment, [{ kind: "payment_missing", severity: 2, ours, theirs: null }]),
    );
    return "compared";
  }
  if (found.kind !== "found") return "unanswered";

  const { overdueAfterS, riseMeans } = connector.accountPolicy(account.account.settings, payment);
  await prisma.$transaction(async (tx) => {
    const { reading, askedAt } = found;
    const { payments } = storeTransaction(tx);
    await payments.applyReading(payment.id, {
      refundedMinor: reading.refunded.minor,
      askedAt,
      status: reading.status,
      gatewayPaymentRef: reading.gatewayPaymentRef,
    });
    // Booked while the question was on its way: the answer says nothing about it yet.
    if (await payments.isBookedSince(payment.id, askedAt)) return;
    const known = await readKnown(tx, payment.id, overdueAfterS);
    const portal = riseMeans === "ambiguous";
    await report(tx, run, payment, [...basics(payment, reading), ...totals(payment, reading, known, portal)]);
  });
  return "compared";
}

type Found = Pick<Difference, "kind" | "severity" | "ours" | "theirs"> & { readonly difference?: string };
type Known = {
  readonly refunded: bigint;
  readonly outside: bigint;
  readonly underWay: bigint;
  readonly recent: bigint;
};

async function readKnown(tx: Prisma.TransactionClient, paymentId: string, overdueAfterS: number): Promise<Known> {
  const [row] = await tx.$queryRaw<[Known]>`
    SELECT p.refunded_minor AS refunded,
      COALESCE((SELECT sum(amount_minor) FROM outside_refund WHERE payment_id = p.id), 0)::bigint AS outside,
      COALESCE((SELECT sum(amount_minor) FROM refund WHERE payment_id = p.id
        AND state IN ('submitting', 'processing', 'unknown', 'needs_review')), 0)::bigint AS "underWay",
      COALESCE((SELECT sum(amount_minor) FROM refund WHERE payment_id = p.id AND state = 'succeeded'
        AND final_at > now() - ${overdueAfterS}::float8 * interval '1 second'), 0)::bigint AS recent
    FROM payment p WHERE p.id = ${paymentId}::uuid`;
  return row;
}

function basics(payment: Payment, reading: PaymentReading): Found[] {
  const { currency } = payment;
  const paid = moneyToText({ minor: payment.capturedMinor, currency });
  const amount = reading.amount.minor !== payment.capturedMinor || reading.amount.currency !== currency;
  return [
    ...(amount
      ? [{ kind: "amount_differs", severity: 2, ours: paid, theirs: moneyToText(reading.amount) } as const]
      : []),
    ...(reading.status !== payment.status
      ? [{ kind: "status_differs", severity: 2, ours: payment.status, theirs: reading.status } as const]
      : []),
  ];
}

function totals({ currency }: Payment, reading: PaymentReading, known: Known, portal: boolean): Found[] {
  const minor = totalDifference({ ...known, atGateway: reading.refunded.minor });
  if (minor === 0n) return [];
  const figures = {
    ours: moneyToText({ minor: known.refunded + known.outside, currency }),
    theirs: moneyToText(reading.refunded),
  };
  if (minor < 0n) return [{ kind: "missing_at_gateway", severity: 1, ...figures }];
  // While one of ours is under way nobody can tell which part of the rise is whose: nothing to book yet.
  const difference = known.underWay === 0n ? { difference: moneyToText({ minor, currency }) } : {};
  return [{ kind: "refunded_elsewhere", severity: portal ? 2 : 1, ...figures, ...difference }];
}

async function report(
  tx: Prisma.TransactionClient,
  run: Reconciliation,
  { id: paymentId, gatewayAccountId, currency }: Payment,
  found: readonly Found[],
): Promise<void> {
  for (const { difference, ...rest } of found) {
    const about = { ...rest, subject: paymentId, paymentId, currency };
    await recordDifference(tx, run.id, about);
    await openPaymentCase(tx, { ...about, gatewayAccountId, ...(difference && { difference }) });
  }
  await closePaymentCases(
    tx,
    { id: paymentId },
    found.map(({ kind }) => kind),
  );
}
