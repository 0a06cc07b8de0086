import { writeCursor } from "#lib/services/cursor.ts";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { SHOP } from "./seed.ts";

export type SampleOrder = {
  readonly id: string;
  readonly orderId: string;
  readonly email: string;
  readonly phone: string;
  readonly placedAt: Date;
  readonly paymentId: string;
  readonly paymentRef: string;
  readonly transactionRef: string;
};

/** Orders from all over the shop, so that no answer of a measurement is that of the one before. */
export async function sampleOrders(prisma: PrismaClient, count = 400): Promise<readonly SampleOrder[]> {
  const names = spread(count).map((n) => `DH-${1_000_000 + n}`);
  return prisma.$queryRaw<SampleOrder[]>`
    SELECT o.id, o.order_id AS "orderId", o.email, o.phone, o.placed_at AS "placedAt", p.id AS "paymentId",
      p.gateway_payment_ref AS "paymentRef", p.gateway_transaction_ref AS "transactionRef"
    FROM sales_order o JOIN payment p ON p.order_id = o.id AND p.status = 'succeeded'
    WHERE o.order_id = ANY(${names}) ORDER BY md5(o.order_id)`;
}

export async function sampleReferences(prisma: PrismaClient, count = 400): Promise<readonly string[]> {
  const rows = await prisma.$queryRaw<{ reference: string }[]>`
    SELECT reference FROM (SELECT reference, row_number() OVER (ORDER BY created_at) AS n, count(*) OVER () AS all_of_them FROM refund) numbered
    WHERE n % GREATEST(1, all_of_them / ${count}) = 0 ORDER BY md5(reference)`;
  return rows.map((row) => row.reference);
}

/** Cursors around the place where nine tenths of all orders are newer. */
export function deepCursors(orders: readonly SampleOrder[]): readonly string[] {
  const oldestFirst = orders.toSorted((a, b) => a.placedAt.getTime() - b.placedAt.getTime());
  const around = oldestFirst.slice(orders.length * 0.05, orders.length * 0.15);
  return around.map(({ placedAt, id }) => writeCursor({ direction: "older", at: placedAt, id }));
}

/** Takes them in turn, for ever. */
export function inTurn<T>(items: readonly T[]): (turn: number) => T {
  return (turn) => {
    const item = items[turn % items.length];
    if (item === undefined) throw new Error("There is nothing to take from.");
    return item;
  };
}

function spread(count: number): number[] {
  const step = Math.floor(SHOP.orders / count);
  return Array.from({ length: count }, (_, index) => index * step + ((index * 7) % step) + 1);
}
