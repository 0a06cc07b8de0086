import { createHash, randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { START_EXPORT } from "#lib/contracts/exports.ts";
import { listOrders } from "#lib/services/orders/list-orders.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import type { CsvFile } from "./export-csv.ts";
import { exportOrders } from "./export-orders.ts";
import { exportRefunds } from "./export-refunds.ts";
import { getExportForm, listExports } from "./list-exports.ts";

const CANARY = "9704CANARY00012345";
const FORMULA = '=HYPERLINK("http://evil.test";"Pay")';
const database = useTestDatabase();
const goesOn = new AbortController().signal;
let staff: TestPerson;
let manager: TestPerson;
let orderId: string;

beforeAll(async () => {
  const services = testServices(database.prisma);
  staff = await personAtWork(services, "staff", { zone: "Asia/Ho_Chi_Minh" });
  manager = await personAtWork(services, "manager", { zone: "UTC" });
  const gatewayAccountId = await createGatewayAccount(services);
  const order = await createOrder(database.prisma, {
    orderId: "DH-1",
    customerName: "+Nguyễn\tVăn, A",
    placedAt: new Date("2026-01-01T20:00:00Z"),
    payments: [{ gatewayAccountId, amount: "1000000", method: "QR" }],
  });
  orderId = order.orderId;
  await createOrder(database.prisma, {
    orderId: "DH-2",
    placedAt: new Date("2026-01-02T20:00:00Z"),
    payments: [{ gatewayAccountId, amount: "5000" }],
  });
  const [paymentId = ""] = order.paymentIds;
  const receiver = { accountName: "NGUYEN VAN A", accountNumber: CANARY, swiftCode: "BFTVVNVX" };
  for (const reason of [FORMULA, "Two items"]) {
    const wish = { requestKey: randomUUID(), paymentId, amount: "1000", reason, receiver, evenIfRepeated: true };
    expect(await requestRefund(staff, wish)).toMatchObject({ ok: true });
  }
});

const by = (person: TestPerson) => ({ ...person, databaseUrl: database.url });
const asked = (input: object = {}) => START_EXPORT.refunds.parse(input);

async function fileOf(started: Awaited<ReturnType<typeof exportRefunds>>): Promise<{ file: CsvFile; bytes: Buffer }> {
  if (!started.ok) throw new Error(started.error.code);
  const chunks: Uint8Array[] = [];
  for await (const chunk of started.value.chunks) chunks.push(chunk);
  return { file: started.value, bytes: Buffer.concat(chunks) };
}
const rowsOf = (bytes: Buffer): Record<string, string>[] => parse(bytes, { columns: true, bom: true });

describe("an export of refunds", () => {
  it("J01 is a table that a spreadsheet reads and calculates nothing of", async () => {
    const { bytes } = await fileOf(await exportRefunds(by(staff), asked({ mark: "on" }), goesOn));

    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const rows = rowsOf(bytes);
    expect(rows.map((row) => row.reason)).toEqual(["Two items", `'${FORMULA}`]);
    expect(rows[0]).toMatchObject({
      orderId: "DH-1",
      customerName: "'+Nguyễn\tVăn, A",
      amount: "1000",
      currency: "VND",
    });
    expect(rows[0]).toMatchObject({ state: "awaiting_approval", stateWord: "Awaiting approval" });
    expect(Object.values(rows[1] ?? {}).filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
  });

  it("states its filter and zone in the head of its last column, and beside it how it is known again", async () => {
    const { file, bytes } = await fileOf(
      await exportRefunds(by(staff), asked({ q: orderId, state: "awaiting_approval" }), goesOn),
    );

    const head = bytes.toString("utf8").split("\r\n")[0];
    expect(head).toMatch(
      /,Line of export [0-9a-f-]{36}: refunds with state Awaiting approval and search DH-1; times in Asia\/Ho_Chi_Minh$/,
    );
    expect(file.name).toMatch(/^refunds_awaiting_approval_\d{4}-\d\d-\d\d_[0-9a-f]{8}\.csv$/);
    const listed = await listExports(staff, "refunds");
    expect(listed.ok && listed.value[0]).toMatchObject({
      outcome: "whole",
      rows: 2,
      bytes: String(bytes.length),
      sha256: createHash("sha256").update(bytes).digest("hex"),
      filter: { q: orderId, state: "awaiting_approval" },
    });
  });

  it("J02 masks account numbers", async () => {
    const { bytes } = await fileOf(await exportRefunds(by(manager), asked(), goesOn));

    expect(bytes.toString("utf8")).not.toContain(CANARY);
    expect(rowsOf(bytes).map((row) => row.receiverAccount)).toEqual(["•••• 2345", "•••• 2345"]);
  });

  it("J02 gives them in full to who may and says why, and writes the reason down", async () => {
    const input = asked({ revealWhy: "Bank asks for the list" });

    expect(await exportRefunds(by(staff), input, goesOn)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const { bytes } = await fileOf(await exportRefunds(by(manager), input, goesOn));

    expect(rowsOf(bytes).map((row) => row.receiverAccount)).toEqual([CANARY, CANARY]);
    const [ended, started] = await database.prisma.auditEvent.findMany({ orderBy: { id: "desc" }, take: 2 });
    expect(started).toMatchObject({
      kind: "export.started",
      actor: `user:${manager.operator.id}`,
      data: { subject: "refunds", accounts: "in full", reason: "Bank asks for the list", zone: "UTC" },
    });
    expect(ended).toMatchObject({ kind: "export.ended", data: { outcome: "whole", rows: 2 } });
  });

  it("J05 ends its query when the reader goes away, and is not called whole", async () => {
    await database.prisma.$executeRaw`
      INSERT INTO sales_order (id, order_id, customer_id, customer_name, name_search, currency, amount_minor, placed_at)
      SELECT gen_random_uuid(), 'BULK-' || n, (SELECT id FROM customer LIMIT 1), 'Bulk', 'bulk', 'VND', 1, now() - n * interval '1 s'
      FROM generate_series(1, 3000) n`;
    const leaves = new AbortController();
    const started = await exportOrders(by(staff), asked({ q: "BULK-" }), leaves.signal);
    if (!started.ok) throw new Error(started.error.code);
    const { chunks } = started.value;
    await chunks.next();
    await chunks.next();
    expect(await connections()).toBe(1);

    leaves.abort();
    await expect(chunks.next()).rejects.toThrow();

    await expect.poll(connections).toBe(0);
    const listed = await listExports(staff, "orders");
    expect(listed.ok && listed.value[0]).toMatchObject({ outcome: "cut", sha256: null });
  });
});

describe("an export of orders", () => {
  it("tells times in the person's zone", async () => {
    const here = await fileOf(await exportOrders(by(staff), asked({ q: "DH-" }), goesOn));
    const there = await fileOf(await exportOrders(by(manager), asked({ q: "DH-" }), goesOn));

    expect(rowsOf(here.bytes).map((row) => row["placedAt (Asia/Ho_Chi_Minh)"])).toEqual([
      "2026-01-03 03:00:00",
      "2026-01-02 03:00:00",
    ]);
    expect(rowsOf(there.bytes)[1]).toMatchObject({ "placedAt (UTC)": "2026-01-01 20:00:00", refundable: "998000" });
  });

  it.each([{}, { state: "awaiting_approval" }, { q: "dh-2" }, { q: "nguyen van" }, { q: "nobody at all" }] as const)(
    "holds what the list shows for %j",
    async (filter) => {
      const { bytes } = await fileOf(await exportOrders(by(staff), asked(filter), goesOn));
      const form = await getExportForm(staff, { subject: "orders", filter: asked(filter) });
      const list = await listOrders(staff, { ...filter, limit: 200 });

      const rows = rowsOf(bytes);
      expect(rows.slice(0, 200).map((row) => row.orderId)).toEqual(
        list.ok && list.value.items.map((row) => row.orderId),
      );
      expect(form.ok && form.value.rows.count).toBe(rows.length);
    },
  );
});

it("no more than five run at once", async () => {
  const open: CsvFile[] = [];
  for (let n = 0; n < 5; n += 1) {
    const started = await exportOrders(by(staff), asked(), goesOn);
    if (started.ok) open.push(started.value);
  }

  expect(await exportOrders(by(staff), asked(), goesOn)).toMatchObject({ ok: false, error: { code: "rate_limited" } });

  for (const file of open) {
    await file.chunks.next();
    await file.chunks.return();
  }
  expect(await exportOrders(by(staff), asked(), goesOn)).toMatchObject({ ok: true });
});

async function connections(): Promise<number> {
  const [row] = await database.prisma.$queryRaw<[{ count: bigint }]>`
    SELECT count(*) FROM pg_stat_activity WHERE application_name = 'refund-desk export' AND datname = current_database()`;
  return Number(row.count);
}
