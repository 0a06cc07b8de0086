import type { PaymentRepository, RequestFacts } from "#lib/db/store.ts";
import { parseMoney } from "#lib/domain/money.ts";
import type { Payment } from "#prisma/generated/client.ts";
import type { Session } from "./database.ts";
import { policyOf, settingsOf } from "./people.ts";

const NOT_REPEATED: ReadonlySet<string> = new Set(["rejected", "expired", "cancelled", "failed"]);

export function paymentRepository(session: Session): PaymentRepository {
  const { tx, tables, statement } = session;
  const change = async (id: string, patch: (row: Payment) => Partial<Payment> | null) => {
    await statement("payment");
    return tx.update(tables.payments, id, patch);
  };
  return {
    find: async (id) => {
      await statement("payment");
      return tx.get(tables.payments, id) ?? null;
    },
    requestFacts: (request) => requestFacts(session, request),
    reserve: async (id, amountMinor) =>
      (await change(id, (row) =>
        row.status === "succeeded" && freeMinor(row) >= amountMinor
          ? { reservedMinor: row.reservedMinor + amountMinor }
          : null,
      )) !== null,
    release: async (id, amountMinor) => {
      await change(id, (row) => ({ reservedMinor: row.reservedMinor - amountMinor }));
    },
    post: async (id, amountMinor, alreadyRead) => {
      await change(id, (row) => ({
        reservedMinor: row.reservedMinor - amountMinor,
        refundedMinor: row.refundedMinor + amountMinor,
        gatewayRefundedMinor: row.gatewayRefundedMinor + (alreadyRead ? 0n : amountMinor),
      }));
    },
    reverse: async (id, amountMinor) => {
      await change(id, (row) => ({
        refundedMinor: row.refundedMinor - amountMinor,
        gatewayRefundedMinor: greatest(0n, row.gatewayRefundedMinor - amountMinor),
      }));
    },
    applyReading: async (id, reading) => {
      await change(id, (row) => ({
        checkedAt: new Date(tx.beganAt),
        status: reading.status,
        gatewayPaymentRef: row.gatewayPaymentRef ?? reading.gatewayPaymentRef ?? null,
        gatewayRefundedMinor: isBookedSince(session, id, reading.askedAt)
          ? greatest(row.gatewayRefundedMinor, reading.refundedMinor)
          : reading.refundedMinor,
      }));
    },
    isBookedSince: async (id, since) => isBookedSince(session, id, since),
    hold: async (id, amountMinor, why) => {
      let held = 0n;
      await change(id, (row) => {
        held = greatest(0n, least(amountMinor, freeMinor(row)));
        return { heldMinor: row.heldMinor + held, heldWhy: why };
      });
      return held;
    },
    unhold: async (id, amountMinor) => {
      await change(id, (row) => ({ heldMinor: greatest(0n, row.heldMinor - amountMinor) }));
    },
    outsideOf: async () => [],
    bookOutside: async () => {
      throw new Error("nobody books refunds made elsewhere in the simulation");
    },
  };
}

function isBookedSince({ tx, tables }: Session, paymentId: string, since: Date): boolean {
  return tx
    .group(tables.refunds, paymentId)
    .flatMap((refund) => tx.group(tables.ledger, refund.id))
    .some(({ kind, at }) => (kind === "post" || kind === "reverse") && at >= since);
}

/** Whom the people of a world ask for: nobody of them reads the name. */
export const CUSTOMER = "Nguyễn Văn A";

async function requestFacts(
  session: Session,
  { paymentId, requestKey, amountText }: { paymentId: string; requestKey: string; amountText: string },
): Promise<RequestFacts> {
  const { tx, tables, statement } = session;
  await statement("request facts");
  const payment = tx.get(tables.payments, paymentId);
  const account = payment && tx.get(tables.accounts, payment.gatewayAccountId);
  await statement("request facts");
  const settings = settingsOf(session);
  const amount = payment ? parseMoney(amountText, payment.currency) : null;
  const minuteAgo = tx.beganAt - 60_000;
  const repeated = tx
    .group(tables.refunds, paymentId)
    .filter(
      (row) =>
        row.requestKey !== requestKey &&
        amount?.ok &&
        row.amountMinor === amount.value.minor &&
        row.createdAt.getTime() > minuteAgo &&
        !NOT_REPEATED.has(row.state),
    )
    .at(-1);
  const earlierId = tables.refunds.holderOf("refund_request_key_key", requestKey);
  return {
    payment: payment && account ? { ...payment, account, order: { customerName: CUSTOMER } } : null,
    earlier: earlierId ? (tx.get(tables.refunds, earlierId) ?? null) : null,
    policy: policyOf(session),
    settings,
    repeated: repeated
      ? {
          reference: repeated.reference,
          secondsAgo: Math.round((tx.beganAt - repeated.createdAt.getTime()) / 1_000),
        }
      : null,
    now: new Date(tx.beganAt),
  };
}

function freeMinor(row: Payment): bigint {
  const refunded = greatest(row.refundedMinor, row.gatewayRefundedMinor);
  return row.capturedMinor - refunded - row.reservedMinor - row.heldMinor;
}

function greatest(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
