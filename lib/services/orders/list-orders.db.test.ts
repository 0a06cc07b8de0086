import { beforeAll, describe, expect, it } from "vitest";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { listOrders } from "./list-orders.ts";

const database = useTestDatabase();
const ORDERS = 130;
let staff: TestPerson;
let paymentId = "";

/** Order 1 is the oldest. Every second one is Nguyễn Thị Hoa's, one alone Đỗ Quỳnh Khuê's. */
beforeAll(async () => {
  const services = testServices(database.prisma);
  staff = await personAtWork(services, "staff");
  const gatewayAccountId = await createGatewayAccount(services);
  for (let n = 1; n <= ORDERS; n++) {
    const order = await createOrder(database.prisma, {
      orderId: `DH-${1000 + n}`,
      placedAt: new Date(Date.UTC(2026, 0, 1, 0, n)),
      customerName: n === 7 ? "Đỗ Quỳnh Khuê" : n % 2 === 0 ? "Nguyễn Thị Hoa" : "Trần Văn Bình",
      email: `Customer${n}@example.com`,
      phone: `+84 9000 ${1000 + n}`,
      payments: [
        { gatewayAccountId, amount: "100000", gatewayTransactionRef: `TX${n}`, gatewayPaymentRef: `P${n}` },
        ...(n === 7 ? [{ gatewayAccountId, amount: "50000", gatewayPaymentRef: "SECOND" }] : []),
      ],
    });
    if (n === 7) paymentId = order.paymentIds[0] ?? "";
  }
});

async function find(q?: string, more: { cursor?: string; limit?: number } = {}) {
  const page = await listOrders(staff, { limit: 50, ...(q === undefined ? {} : { q }), ...more });
  if (!page.ok) throw new Error(page.error.code);
  return { ...page.value, ids: page.value.items.map((row) => row.orderId) };
}

describe("the list of orders", () => {
  it("goes on from page to page, newest first, and back again, with no order twice and none left out", async () => {
    const pages = [await find()];
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
      pages.push(await find(undefined, { cursor: next }));

    expect(pages.flatMap((page) => page.ids)).toEqual(
      Array.from({ length: ORDERS }, (_, index) => `DH-${1000 + ORDERS - index}`),
    );
    const back = await find(undefined, { cursor: pages.at(-1)?.previous ?? "" });
    expect(back.ids).toEqual(pages.at(-2)?.ids);
  });

  it("adds up the payments of an order", async () => {
    const { items } = await find("DH-1007");

    expect(items).toMatchObject([{ payments: 2, paid: "150000", refundable: "150000", refundState: null }]);
  });
});

describe("a search for orders", () => {
  it.each([
    ["an order ID", "DH-1007"],
    ["an order ID in small letters", "dh-1007"],
    ["a transaction ID", "TX7"],
    ["a payment ID at the gateway", "P7"],
    ["an e-mail", "customer7@EXAMPLE.com"],
    ["a phone number as people write it", "+84 (9000) 1007"],
    ["a whole name", "Đỗ Quỳnh Khuê"],
    ["part of a name without diacritics", "quynh khue"],
  ])("finds one order by %s", async (_kind, text) => {
    expect((await find(text)).ids).toEqual(["DH-1007"]);
  });

  it("finds an order by our ID of its payment", async () => {
    expect((await find(paymentId)).ids).toEqual(["DH-1007"]);
  });

  it("finds all orders whose ID begins so", async () => {
    expect((await find("dh-112", { limit: 200 })).ids).toEqual(
      Array.from({ length: 10 }, (_, index) => `DH-${1129 - index}`),
    );
    expect((await find("dh", { limit: 200 })).ids).toHaveLength(ORDERS);
  });

  it("goes through a common name page by page, newest first", async () => {
    const first = await find("nguyễn", { limit: 40 });
    const second = await find("nguyễn", { limit: 40, cursor: first.next ?? "" });

    expect([...first.ids, ...second.ids]).toEqual(
      Array.from({ length: ORDERS / 2 }, (_, index) => `DH-${1000 + ORDERS - 2 * index}`),
    );
    expect(second.next).toBeNull();
    expect((await find("nguyễn", { limit: 40, cursor: second.previous ?? "" })).ids).toEqual(first.ids);
  });

  it.each(["nobody", "DH-9999", "%", "_", "x"])("finds nothing by %j", async (text) => {
    expect((await find(text)).ids).toEqual([]);
  });
});
