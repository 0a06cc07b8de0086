import { newId } from "#lib/domain/ids.ts";
import { parseMoney } from "#lib/domain/money.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { PaymentRepository, RequestFacts } from "../store.ts";
import { policyOf } from "./policy.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";

export function paymentRepository(tx: Prisma.TransactionClient): PaymentRepository {
  return {
    find: (id) => tx.payment.findUnique({ where: { id } }),
    requestFacts: (request) => requestFacts(tx, request),
    reserve: async (id, amountMinor) => {
      const rows = await tx.$executeRaw`
        UPDATE payment SET reserved_minor = reserved_minor + ${amountMinor}, updated_at = now()
        WHERE id = ${id}::uuid AND status = 'succeeded'
          AND captured_minor - GREATEST(refunded_minor, gateway_refunded_minor) - reserved_minor - held_minor >= ${amountMinor}`;
      return rows === 1;
    },
    release: async (id, amountMinor) => {
      await tx.$executeRaw`UPDATE payment SET reserved_minor = reserved_minor - ${amountMinor}, updated_at = now() WHERE id = ${id}::uuid`;
    },
    post: async (id, amountMinor, alreadyRead) => {
      // The gateway's total must grow with ours, or the next request would see what is gone as free.
      const grown = alreadyRead ? 0n : amountMinor;
      await tx.$executeRaw`
        UPDATE payment SET reserved_minor = reserved_minor - ${amountMinor}, refunded_minor = refunded_minor + ${amountMinor},
          gateway_refunded_minor = gateway_refunded_minor + ${grown}, updated_at = now() WHERE id = ${id}::uuid`;
    },
    reverse: async (id, amountMinor) => {
      await tx.$executeRaw`
        UPDATE payment SET refunded_minor = refunded_minor - ${amountMinor},
          gateway_refunded_minor = GREATEST(0, gateway_refunded_minor - ${amountMinor}), updated_at = now() WHERE id = ${id}::uuid`;
    },
    applyReading: async (id, reading) => {
      await tx.$executeRaw`
        UPDATE payment p SET checked_at = now(), status = ${reading.status}::payment_status,
          gateway_payment_ref = COALESCE(p.gateway_payment_ref, ${reading.gatewayPaymentRef ?? null}),
          gateway_refunded_minor = CASE
            WHEN EXISTS (SELECT 1 FROM ledger l WHERE l.payment_id = p.id AND l.kind IN ('post', 'reverse') AND l.at >= ${reading.askedAt})
            THEN GREATEST(p.gateway_refunded_minor, ${reading.refundedMinor})
            -- What two people booked is gone, even where the gateway's total does not count it.
            ELSE GREATEST(${reading.refundedMinor}, (SELECT p.refunded_minor + sum(o.amount_minor) FROM outside_refund o
              WHERE o.payment_id = p.id AND o.source = 'two_people')) END
        WHERE p.id = ${id}::uuid`;
    },
    isBookedSince: async (id, since) =>
      (await tx.ledgerEntry.findFirst({
        where: { paymentId: id, kind: { in: ["post", "reverse"] }, at: { gte: since } },
        select: { id: true },
      })) !== null,
    hold: async (id, amountMinor, why) => {
      const [row] = await tx.$queryRaw<{ held: bigint }[]>`
        WITH free AS (SELECT GREATEST(0, LEAST(${amountMinor}, captured_minor - GREATEST(refunded_minor, gateway_refunded_minor)
          - reserved_minor - held_minor)) AS minor FROM payment WHERE id = ${id}::uuid FOR UPDATE)
        UPDATE payment SET held_minor = held_minor + free.minor, held_why = ${why} FROM free WHERE id = ${id}::uuid RETURNING free.minor AS held`;
      return row?.held ?? 0n;
    },
    unhold: async (id, amountMinor) => {
      await tx.$executeRaw`UPDATE payment SET held_minor = GREATEST(0, held_minor - ${amountMinor}), updated_at = now() WHERE id = ${id}::uuid`;
    },
    outsideOf: (paymentId) =>
      tx.outsideRefund.findMany({ where: { paymentId }, select: { amountMinor: true, gatewayRef: true } }),
    bookOutside: async (paymentId, booking) => {
      await tx.outsideRefund.create({ data: { id: newId(), paymentId, source: "two_people", ...booking } });
      await tx.$executeRaw`
        UPDATE payment p SET gateway_refunded_minor = GREATEST(p.gateway_refunded_minor, p.refunded_minor + o.minor), updated_at = now()
        FROM (SELECT sum(amount_minor) AS minor FROM outside_refund WHERE payment_id = ${paymentId}::uuid) o WHERE p.id = ${paymentId}::uuid`;
    },
  };
}

/** Two statements for everything a request has to look at: the payment by Prisma's join, the rest in one raw look. */
async function requestFacts(
  tx: Prisma.TransactionClient,
  { paymentId, requestKey, amountText }: { paymentId: string; requestKey: string; amountText: string },
): Promise<RequestFacts> {
  const payment = await tx.payment.findUnique({
    where: { id: paymentId },
    include: { account: true, order: { select: { customerName: true } } },
    relationLoadStrategy: "join",
  });
  const amount = payment ? parseMoney(amountText, payment.currency) : null;
  const amountMinor = amount?.ok ? amount.value.minor : -1n;
  const [row] = await tx.$queryRaw<SurroundingsRow[]>`
    SELECT now() AS now, (SELECT id FROM refund WHERE request_key = ${requestKey}::uuid) AS earlier_id,
      (SELECT row_to_json(x) FROM (SELECT version, document FROM policy ORDER BY version DESC LIMIT 1) x) AS policy,
      (SELECT row_to_json(x) FROM (SELECT reference, EXTRACT(EPOCH FROM now() - created_at)::int AS "secondsAgo" FROM refund
        WHERE payment_id = ${paymentId}::uuid AND request_key <> ${requestKey}::uuid AND amount_minor = ${amountMinor} AND created_at > now() - interval '60 seconds'
          AND state NOT IN ('rejected', 'expired', 'cancelled', 'failed') ORDER BY created_at DESC LIMIT 1) x) AS repeated,
      (SELECT row_to_json(x) FROM (SELECT undo_window_ms AS "undoWindowMs", approval_ttl_hours AS "approvalTtlHours", name, zone,
        currencies, reasons, alert_emails AS "alertEmails", id FROM merchant_settings WHERE id = 1) x) AS settings`;
  if (!row) throw new Error("the database answered nothing");
  return {
    payment,
    earlier: row.earlier_id ? await tx.refund.findUnique({ where: { id: row.earlier_id } }) : null,
    policy: policyOf(row.policy),
    settings: { ...DEFAULT_SETTINGS, ...row.settings, updatedAt: row.now },
    repeated: row.repeated,
    now: row.now,
  };
}

type SurroundingsRow = {
  now: Date;
  earlier_id: string | null;
  policy: { version: number; document: unknown } | null;
  repeated: { reference: string; secondsAgo: number } | null;
  settings: Partial<Omit<RequestFacts["settings"], "updatedAt">> | null;
};
