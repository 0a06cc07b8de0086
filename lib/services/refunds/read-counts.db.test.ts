import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { CARD_STATES } from "#lib/contracts/status-cards.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { listOrders } from "#lib/services/orders/list-orders.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { listRefunds } from "./list-refunds.ts";
import { readCounts } from "./read-counts.ts";
import { requestRefund } from "./request-refund.ts";

const database = useTestDatabase();
/** Where it is the same moment, and mostly another day. */
const ZONES = ["Pacific/Kiritimati", "Asia/Ho_Chi_Minh", "Pacific/Pago_Pago"] as const;
let people: readonly TestPerson[];
let accountId: string;

beforeAll(async () => {
  const services = testServices(database.prisma);
  people = await Promise.all(ZONES.map((zone) => personAtWork(services, "staff", { zone })));
  accountId = await createGatewayAccount(services);
  await refunded(["failed", "failed", "processing"]);
  await refunded(["failed", "unknown"]);
  await refunded(["awaiting_approval"]);
  await refunded(["needs_review", "succeeded"], 0);
  await refunded(["succeeded", "succeeded"], 0);
  await refunded(["reversed"], 0);
  // Every hour of two days, so that each zone's midnight lies between two of them.
  for (let hours = 1; hours <= 48; hours += 4) await refunded(["succeeded"], hours);
});

/** An order with refunds in these states; those that have come to an end did so that long ago. */
async function refunded(states: readonly RefundState[], hoursAgo = 0): Promise<void> {
  const { paymentIds } = await createOrder(database.prisma, {
    payments: states.map(() => ({ gatewayAccountId: accountId, amount: "100000" })),
  });
  const staff = people[0] as TestPerson;
  for (const [index, state] of states.entries()) {
    const wish = { requestKey: randomUUID(), paymentId: paymentIds[index] ?? "", amount: "10000", reason: "Returned" };
    const asked = await requestRefund(staff, wish);
    if (!asked.ok) throw new Error(asked.error.code);
    await database.prisma.$transaction([
      database.prisma.$executeRaw`ALTER TABLE refund DISABLE TRIGGER USER`,
      database.prisma.$executeRaw`
        UPDATE refund SET state = ${state}::refund_state, final_at = now() - ${hoursAgo} * interval '1 hour',
          next_run_at = now() + interval '1 day'
        WHERE id = ${asked.value.id}::uuid`,
      database.prisma.$executeRaw`ALTER TABLE refund ENABLE TRIGGER USER`,
    ]);
  }
}

describe.each(["orders", "refunds"] as const)("the numbers on the cards of the list of %s", (list) => {
  const rowsOf = async (person: TestPerson, filter: { state?: RefundState; refunded?: "today" }) => {
    const page = await (list === "orders" ? listOrders : listRefunds)(person, { ...filter, limit: 200 });
    if (!page.ok) throw new Error(page.error.code);
    return page.value.items.length;
  };

  it.each(ZONES.map((zone, index) => [zone, index] as const))(
    "are those of the rows behind each card, in %s",
    async (_zone, index) => {
      const person = people[index] as TestPerson;
      const counts = await readCounts(person, { list });
      if (!counts.ok) throw new Error(counts.error.code);

      const shown = await Promise.all(
        CARD_STATES.map(async (state) => [state, await rowsOf(person, { state })] as const),
      );
      expect(counts.value).toEqual({
        ...Object.fromEntries(shown),
        all: await rowsOf(person, {}),
        today: await rowsOf(person, { refunded: "today" }),
      });
      expect(counts.value).toMatchObject({ failed: list === "orders" ? 2 : 3, unknown: 1, needs_review: 1 });
      expect(counts.value.today).toBeGreaterThanOrEqual(list === "orders" ? 2 : 3);
      expect(counts.value.today).toBeLessThan(list === "orders" ? 14 : 15);
    },
  );
});

it("a number on a card ends one above what it shows", async () => {
  await database.prisma.$executeRaw`
    INSERT INTO sales_order (id, order_id, customer_id, customer_name, name_search, currency, amount_minor, placed_at)
    SELECT gen_random_uuid(), 'MANY-' || n, (SELECT id FROM customer LIMIT 1), 'Bulk', 'bulk', 'VND', 1, now()
    FROM generate_series(1, 1100) n`;

  const counts = await readCounts(people[0] as TestPerson, { list: "orders" });
  expect(counts).toMatchObject({ value: { all: 1_000 } });
  await database.prisma.$executeRaw`DELETE FROM sales_order WHERE order_id LIKE 'MANY-%'`;
});
