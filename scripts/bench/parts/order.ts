import { getOrderPage } from "#lib/services/orders/get-order.ts";
import { type Figure, rate, waiting } from "../figures.ts";
import { httpClient } from "../http-client.ts";
import { alone, crowd } from "../measure.ts";
import type { Bench, Part } from "../part.ts";
import { inTurn } from "../samples.ts";
import { signedIn } from "../web.ts";
import { FLOOR } from "./floors.ts";

const SOON = { target: { atMost: 25 } };

/** One order with everything about it; half of those asked for have refunds. */
export const order: Part = {
  name: "order",
  title: "Order detail",
  async run(bench) {
    const desk = await bench.desk();
    const orderId = inTurn(await ordersWithRefunds(bench));
    const web = await bench.web();
    const cookie = await signedIn(desk, web);
    const client = httpClient(web.origin, { cookie: `${cookie.name}=${cookie.value}` });
    const page = (turn: number) => client.get(`/orders/${orderId(turn)}`);
    const json = (turn: number) => client.get(`/api/desk/orders/${orderId(turn)}`);
    try {
      const figures: Figure[] = [
        waiting("order: service", await alone((turn) => getOrderPage(desk.staff, orderId(turn))), {
          ...SOON,
          floor: FLOOR.lookUp,
        }),
        waiting("order: page", await alone(page), { ...SOON, floor: FLOOR.page }),
        rate("order: page, 16 clients", await crowd(page), { floor: FLOOR.pageCrowd }),
        waiting("order: /api/desk/orders/{id}", await alone(json), { ...SOON, floor: FLOOR.json }),
      ];
      return { figures };
    } finally {
      client.close();
    }
  },
};

async function ordersWithRefunds({ desk }: Bench): Promise<readonly string[]> {
  const { prisma } = (await desk()).staff;
  const rows = await prisma.$queryRaw<{ order_id: string }[]>`
    SELECT order_id FROM sales_order WHERE order_id = ANY (
      SELECT 'DH-' || 1000000 + n * 2400 + CASE WHEN n % 2 = 0 THEN (5 - (n * 2400) % 16 + 16) % 16 ELSE n % 16 END FROM generate_series(1, 400) n)
    ORDER BY md5(order_id)`;
  return rows.map((row) => row.order_id);
}
