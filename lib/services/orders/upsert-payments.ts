import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import type { Payment, Prisma } from "#prisma/generated/client.ts";
import type { ReadOrder, ReadPayment } from "./read-order-input.ts";

export type Changed = "new" | "changed" | "same";

/** Brings an order's payments up to date; true when anything changed. A payment that is left out stays as it is. */
export async function upsertPayments(
  tx: Prisma.TransactionClient,
  { id, input }: { readonly id: string; readonly input: Pick<ReadOrder, "payments"> },
): Promise<Result<boolean, AppError>> {
  const matches = pair(await lockPayments(tx, id), input.payments);
  let changed = false;
  for (const [index, payment] of input.payments.entries()) {
    const match = matches.get(payment);
    const result = match ? await update(tx, match, payment, index) : await insert(tx, id, payment, index);
    if (!result.ok) return result;
    changed ||= result.value;
  }
  return ok(changed);
}

/** Locked, because a refund may be reserving on them at this moment. */
async function lockPayments(tx: Prisma.TransactionClient, orderId: string): Promise<Payment[]> {
  await tx.$queryRaw`SELECT 1 FROM payment WHERE order_id = ${orderId}::uuid FOR UPDATE`;
  return tx.payment.findMany({ where: { orderId }, orderBy: { createdAt: "asc" } });
}

/** Each known payment is at most one of the given ones. A payment ref is certain, so it is looked for first. */
function pair(known: readonly Payment[], given: readonly ReadPayment[]): Map<ReadPayment, Payment> {
  const matches = new Map<ReadPayment, Payment>();
  const left = new Set(known);
  for (const isSame of [hasSameRef, mayBeOfSameTransaction]) {
    for (const payment of given) {
      if (matches.has(payment)) continue;
      const match = [...left].find((candidate) => isSame(candidate, payment));
      if (!match) continue;
      matches.set(payment, match);
      left.delete(match);
    }
  }
  return matches;
}

function hasSameRef(known: Payment, given: ReadPayment): boolean {
  return (
    known.gatewayAccountId === given.gatewayAccountId &&
    known.gatewayPaymentRef !== null &&
    known.gatewayPaymentRef === given.gatewayPaymentRef
  );
}

function mayBeOfSameTransaction(known: Payment, given: ReadPayment): boolean {
  return (
    known.gatewayAccountId === given.gatewayAccountId &&
    (known.gatewayPaymentRef === null || given.gatewayPaymentRef === null) &&
    known.gatewayTransactionRef !== null &&
    known.gatewayTransactionRef === given.gatewayTransactionRef &&
    known.method === given.method
  );
}

async function insert(
  tx: Prisma.TransactionClient,
  orderId: string,
  given: ReadPayment,
  index: number,
): Promise<Result<boolean, AppError>> {
  if (await belongsToOther(tx, orderId, given)) {
    return err(
      appError("payment_belongs_to_other_order", {
        errors: [{ field: `payments.${index}.gatewayPaymentRef`, message: "payment_belongs_to_other_order" }],
      }),
    );
  }
  await tx.payment.create({
    data: {
      id: newId(),
      orderId,
      gatewayAccountId: given.gatewayAccountId,
      gateway: given.gateway,
      gatewayTransactionRef: given.gatewayTransactionRef,
      gatewayPaymentRef: given.gatewayPaymentRef,
      method: given.method,
      status: given.status,
      currency: given.amount.currency,
      capturedMinor: given.amount.minor,
      gatewayRefundedMinor: given.refundedMinor ?? 0n,
      paidAt: given.paidAt,
      ...(given.refundedMinor && {
        outside: { create: { id: newId(), amountMinor: given.refundedMinor, source: "import" } },
      }),
    },
  });
  return ok(true);
}

/** By its payment ref; and by its transaction, as long as nobody knows which payment of the transaction is meant. */
async function belongsToOther(tx: Prisma.TransactionClient, orderId: string, given: ReadPayment): Promise<boolean> {
  // No row can be unique by its transaction, because its payments share it: whoever names one looks alone.
  if (given.gatewayTransactionRef !== null) {
    const transaction = `payment|${given.gatewayAccountId}|${given.gatewayTransactionRef}`;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${transaction}, 0))`;
  }
  const other = { orderId: { not: orderId }, gatewayAccountId: given.gatewayAccountId };
  const sameTransaction =
    given.gatewayTransactionRef === null
      ? []
      : [
          {
            ...other,
            gatewayTransactionRef: given.gatewayTransactionRef,
            ...(given.gatewayPaymentRef === null ? {} : { gatewayPaymentRef: null }),
          },
        ];
  const samePayment =
    given.gatewayPaymentRef === null ? [] : [{ ...other, gatewayPaymentRef: given.gatewayPaymentRef }];
  return (
    (await tx.payment.findFirst({ where: { OR: [...samePayment, ...sameTransaction] }, select: { id: true } })) !== null
  );
}

async function update(
  tx: Prisma.TransactionClient,
  known: Payment,
  given: ReadPayment,
  index: number,
): Promise<Result<boolean, AppError>> {
  if (known.currency !== given.amount.currency)
    return err(
      appError("payment_currency_changed", {
        errors: [{ field: `payments.${index}.currency`, message: "payment_currency_changed" }],
      }),
    );
  if (given.amount.minor < known.reservedMinor + known.refundedMinor) {
    return err(
      appError("amount_below_refunded", {
        errors: [{ field: `payments.${index}.amount`, message: "amount_below_refunded" }],
      }),
    );
  }
  if (
    known.gatewayPaymentRef === null &&
    given.gatewayPaymentRef !== null &&
    (await belongsToOther(tx, known.orderId, given))
  ) {
    return err(
      appError("payment_belongs_to_other_order", {
        errors: [{ field: `payments.${index}.gatewayPaymentRef`, message: "payment_belongs_to_other_order" }],
      }),
    );
  }
  const next = {
    gatewayTransactionRef: given.gatewayTransactionRef ?? known.gatewayTransactionRef,
    gatewayPaymentRef: given.gatewayPaymentRef ?? known.gatewayPaymentRef,
    method: given.method,
    status: given.status,
    capturedMinor: given.amount.minor,
    // The gateway's own total, once read, is never lowered by an import.
    gatewayRefundedMinor:
      given.refundedMinor !== null && given.refundedMinor > known.gatewayRefundedMinor
        ? given.refundedMinor
        : known.gatewayRefundedMinor,
    paidAt: given.paidAt ?? known.paidAt,
  };
  const same = Object.entries(next).every(([name, value]) => {
    const before = known[name as keyof Payment];
    return before instanceof Date && value instanceof Date ? before.getTime() === value.getTime() : before === value;
  });
  if (!same) await tx.payment.update({ where: { id: known.id }, data: { ...next, updatedAt: new Date() } });
  return ok(!same);
}
