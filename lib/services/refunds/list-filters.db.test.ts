import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import type { RefundFilter } from "#lib/contracts/list-filters.ts";
import { listOrders } from "#lib/services/orders/list-orders.ts";
import { exportOrders } from "#lib/services/reports/export-orders.ts";
import { exportRefunds } from "#lib/services/reports/export-refunds.ts";
import { getExportForm } from "#lib/services/reports/list-exports.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder, type NewPayment } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { approveRefund } from "./approve-refund.ts";
import { listRefunds } from "./list-refunds.ts";
import { requestRefund } from "./request-refund.ts";

const database = useTestDatabase();
const goesOn = new AbortController().signal;
let staff: TestPerson;
let manager: TestPerson;
let accountId: string;

/** Four orders with a refund each, by name: two ways to pay, two people who asked, one approval, different days. */
beforeAll(async () => {
  const services = testServices(database.prisma);
  staff = await personAtWork(services, "staff", { name: "Lan", zone: "Asia/Ho_Chi_Minh" });
  manager = await personAtWork(services, "manager", { name: "Minh" });
  accountId = await createGatewayAccount(services);
  await refunded("card", { by: staff, amount: "10000", reason: "Wrong size", createdAt: "2026-03-01T16:59:59Z" });
  await refunded("bank", {
    by: staff,
    amount: "20000",
    reason: "Áo 100% lỗi",
    method: "QR",
    createdAt: "2026-03-01T17:00:00Z",
  });
  await refunded("asked by manager", {
    by: manager,
    amount: "30000",
    reason: "wrong colour",
    createdAt: "2026-03-02T17:00:00Z",
  });
  const approved = await refunded("approved", { by: staff, amount: "40000", reason: "Late", createdAt: null });
  expect(await approveRefund(manager, approved)).toMatchObject({ ok: true });
});

type Wish = Pick<NewPayment, "amount" | "method"> & { by: TestPerson; reason: string; createdAt: string | null };

async function refunded(name: string, { by, reason, createdAt, amount, method = "CC" }: Wish) {
  const placedAt = createdAt ? new Date(createdAt) : new Date();
  const { paymentIds } = await createOrder(database.prisma, {
    orderId: name,
    placedAt,
    payments: [{ gatewayAccountId: accountId, amount, method }],
  });
  const receiver = { accountName: "NGUYEN VAN A", accountNumber: "9704000012345", swiftCode: "ASCBVNVX" };
  const wish = { requestKey: randomUUID(), paymentId: paymentIds[0] ?? "", amount, reason };
  const answer = await requestRefund(by, { ...wish, ...(method === "QR" && { receiver }) });
  if (!answer.ok) throw new Error(answer.error.code);
  const { id } = answer.value;
  if (createdAt) await wasAskedFor(id, placedAt);
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  return { refundId: id, sealedHash };
}

/** What was asked for never changes; only a test moves it in time. */
async function wasAskedFor(id: string, at: Date) {
  await database.prisma.$transaction([
    database.prisma.$executeRaw`ALTER TABLE refund DISABLE TRIGGER USER`,
    database.prisma.refund.update({ where: { id }, data: { createdAt: at } }),
    database.prisma.$executeRaw`ALTER TABLE refund ENABLE TRIGGER USER`,
  ]);
}

const FILTERS: readonly (readonly [what: string, filter: () => RefundFilter, found: readonly string[]])[] = [
  ["nothing", () => ({}), ["approved", "asked by manager", "bank", "card"]],
  ["the way it was paid, in any case", () => ({ method: "qr" }), ["bank"]],
  ["the gateway", () => ({ gateway: "payease" }), []],
  ["days of the reader's zone, both included", () => ({ from: "2026-03-02", to: "2026-03-02" }), ["bank"]],
  ["an open range of days", () => ({ to: "2026-03-01" }), ["card"]],
  [
    "amounts of a currency, both included",
    () => ({ currency: "VND", min: "20000", max: "30000" }),
    ["asked by manager", "bank"],
  ],
  ["another currency", () => ({ currency: "HKD" }), []],
];
const OF_REFUNDS: typeof FILTERS = [
  ["part of the reason, in any case", () => ({ reason: "WRONG" }), ["asked by manager", "card"]],
  ["a reason with signs that mean something to SQL", () => ({ reason: "100%" }), ["bank"]],
  ["a sign that is no wildcard", () => ({ reason: "%z%" }), []],
  ["who asked", () => ({ by: manager.operator.id }), ["asked by manager"]],
  ["who approved", () => ({ approver: manager.operator.id }), ["approved"]],
  ["how long ago it was asked for", () => ({ age: "1d" }), ["asked by manager", "bank", "card"]],
  ["what was refunded today, which is nothing yet", () => ({ refunded: "today" }), []],
  ["a state and an amount", () => ({ state: "queued", currency: "VND", min: "1" }), ["approved"]],
  ["its order and its amount", () => ({ q: "card", currency: "VND", max: "10000" }), ["card"]],
  ["somebody who is nobody", () => ({ by: randomUUID() }), []],
];

describe("a filter of refunds", () => {
  it.each([...FILTERS, ...OF_REFUNDS])(
    "finds by %s, in the list and in the file alike",
    async (_what, filter, found) => {
      const page = await listRefunds(staff, { ...filter(), limit: 50 });
      expect(page.ok && page.value.items.map(({ orderId }) => orderId)).toEqual(found);
      expect(page).not.toHaveProperty("value.walkedTo");

      expect(await ordersIn(await exportRefunds(exporting(), filter(), goesOn))).toEqual(found);
      const form = await getExportForm(staff, { subject: "refunds", filter: filter() });
      expect(form).toMatchObject({ value: { rows: { count: found.length } } });
    },
  );

  it("goes from page to page, and back", async () => {
    const filter = { currency: "VND", min: "1" } as const;
    const first = await listRefunds(staff, { ...filter, limit: 3 });
    if (!first.ok || !first.value.next) throw new Error("there is a second page");
    const second = await listRefunds(staff, { ...filter, limit: 3, cursor: first.value.next });
    expect(second).toMatchObject({ value: { items: [{ orderId: "card" }], next: null } });

    const back = await listRefunds(staff, {
      ...filter,
      limit: 3,
      cursor: second.ok ? (second.value.previous ?? "") : "",
    });
    expect(back.ok && back.value.items).toEqual(first.value.items);
  });

  it("is named in the head of the file, with people by their names", async () => {
    const filter = { approver: manager.operator.id, currency: "VND", min: "5" } as const;
    const started = await exportRefunds(exporting(), filter, goesOn);
    const bytes = await bytesOf(started);

    expect(bytes.toString("utf8").split("\r\n")[0]).toContain(
      "refunds with currency VND and at least 5 and approved by Minh;",
    );
  });
});

describe("a filter of orders", () => {
  it.each(FILTERS)("finds by %s, in the list and in the file alike", async (_what, filter, found) => {
    const page = await listOrders(staff, { ...filter(), limit: 50 });
    expect(page.ok && page.value.items.map(({ orderId }) => orderId)).toEqual(found);

    expect(await ordersIn(await exportOrders(exporting(), filter(), goesOn))).toEqual(found);
  });

  it("looks back so far in one page, says how far, and goes on from there", async () => {
    await database.prisma.$executeRaw`
      INSERT INTO sales_order (id, order_id, customer_id, customer_name, name_search, currency, amount_minor, placed_at)
      SELECT gen_random_uuid(), 'NEWER-' || n, (SELECT id FROM customer LIMIT 1), 'Bulk', 'bulk', 'VND', 1, now() + n * interval '1 s'
      FROM generate_series(1, 20000) n`;

    const first = await listOrders(staff, { method: "QR", limit: 50 });
    if (!first.ok || !first.value.next) throw new Error("there is more to look through");
    expect(first.value).toMatchObject({ items: [], walkedTo: expect.any(String) });
    const second = await listOrders(staff, { method: "QR", limit: 50, cursor: first.value.next });
    expect(second).toMatchObject({ value: { items: [{ orderId: "bank" }], next: null } });
    await database.prisma.$executeRaw`DELETE FROM sales_order WHERE order_id LIKE 'NEWER-%'`;
  });
});

const exporting = () => ({ ...staff, databaseUrl: database.url });

async function bytesOf(started: Awaited<ReturnType<typeof exportRefunds>>): Promise<Buffer> {
  if (!started.ok) throw new Error(started.error.code);
  const chunks: Uint8Array[] = [];
  for await (const chunk of started.value.chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function ordersIn(started: Awaited<ReturnType<typeof exportRefunds>>): Promise<string[]> {
  const rows: { readonly orderId: string }[] = parse(await bytesOf(started), { columns: true, bom: true });
  return rows.map(({ orderId }) => orderId);
}
