import { beforeAll, expect, it } from "vitest";
import { ORDER_CSV_COLUMNS, type OrderCsvColumn } from "#lib/contracts/order-csv.ts";
import { newId } from "#lib/domain/ids.ts";
import type { AppContext } from "#lib/services/context.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { commandLine, personAtWork, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { importOrders } from "./import-orders.ts";

const database = useTestDatabase();
const HEADER = ORDER_CSV_COLUMNS.join(",");
let context: AppContext;
let accountId: string;

beforeAll(async () => {
  context = commandLine(testServices(database.prisma));
  accountId = await createGatewayAccount(context);
});

function cells(change: Partial<Record<OrderCsvColumn, string>> = {}): string[] {
  const id = newId();
  const values: Record<OrderCsvColumn, string> = {
    orderId: `O-${id}`,
    currency: "VND",
    amount: "100000",
    placedAt: "2024-05-01T10:20:30+07:00",
    customerName: "Nguyễn Văn A",
    customerEmail: "a@example.com",
    customerPhone: "+84 912 345 678",
    gatewayAccountId: accountId,
    gatewayTransactionRef: `T${id.slice(-10)}`,
    gatewayPaymentRef: id.slice(-12),
    method: "CC",
    paymentAmount: "100000",
    status: "SUCCESS",
    paidAt: "2024-05-01T10:21:00+07:00",
    ...change,
  };
  return ORDER_CSV_COLUMNS.map((column) => values[column]);
}

function line(change: Partial<Record<OrderCsvColumn, string>> = {}): string {
  return cells(change)
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(",");
}

async function load(csv: string | Uint8Array, { dryRun = false } = {}) {
  return importOrders(context, { csv: typeof csv === "string" ? Buffer.from(csv) : csv, dryRun });
}

async function report(csv: string, options: { dryRun?: boolean } = {}) {
  const imported = await load(csv, options);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return imported.value;
}

async function sentenceAboutFile(csv: string | Uint8Array): Promise<string | undefined> {
  const imported = await load(csv);
  return imported.ok ? undefined : imported.error.errors?.[0]?.message;
}

it("makes one order of several lines with its ID, and the same file twice changes nothing", async () => {
  const orderId = newId();
  const csv = [
    HEADER,
    line({ orderId, paymentAmount: "60000" }),
    line(),
    line({ orderId, paymentAmount: "40000" }),
  ].join("\r\n");

  const first = await report(csv);
  const second = await report(csv);

  expect(first).toMatchObject({
    created: 2,
    refused: 0,
    rows: [{ line: 2, outcome: "created" }, { line: 3 }, { line: 4, orderId }],
  });
  expect(second).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  expect(await database.prisma.payment.count({ where: { order: { orderId } } })).toBe(2);
});

it("says in a dry run what would happen, and stores nothing", async () => {
  const orderId = newId();

  const dry = await report([HEADER, line({ orderId })].join("\n"), { dryRun: true });

  expect(dry).toMatchObject({ dryRun: true, created: 1 });
  expect(await database.prisma.order.count({ where: { orderId } })).toBe(0);
});

it("names line, column and limit of what is wrong, stores nothing of that order and all of the others", async () => {
  const [bad, good] = [newId(), newId()];
  const csv = [
    HEADER,
    line({ orderId: bad }),
    line({ orderId: bad, paymentAmount: "10.5", status: "maybe" }),
    line({ orderId: good }),
    line({ customerName: "x".repeat(201), placedAt: "yesterday", gatewayAccountId: "nothing" }),
  ].join("\n");

  const { rows, created, refused } = await report(csv);

  expect({ created, refused }).toEqual({ created: 1, refused: 2 });
  expect(rows[0]).toMatchObject({ line: 2, outcome: "refused", errors: [] });
  expect(rows[1]?.errors.map(({ field }) => field).sort()).toEqual(["paymentAmount", "status"]);
  expect(rows[3]?.errors).toEqual([
    { field: "placedAt", message: expect.stringContaining("ISO 8601") },
    { field: "customerName", message: "Use at most 200 characters." },
    { field: "gatewayAccountId", message: expect.stringContaining("ID of ours") },
  ]);
  expect(await database.prisma.order.findMany({ where: { orderId: { in: [bad, good] } } })).toHaveLength(1);
});

it("refuses lines of one order that contradict each other", async () => {
  const orderId = newId();

  const { rows } = await report(
    [HEADER, line({ orderId }), line({ orderId, customerName: "Somebody else" })].join("\n"),
  );

  expect(rows[1]?.errors).toEqual([
    { field: "customerName", message: "This differs from line 2, which is of the same order." },
  ]);
});

it("refuses one gateway payment under two orders, in a dry run too", async () => {
  const gatewayPaymentRef = newId().slice(-12);

  const { rows } = await report([HEADER, line({ gatewayPaymentRef }), line({ gatewayPaymentRef })].join("\n"), {
    dryRun: true,
  });

  expect(rows.map((row) => row.outcome)).toEqual(["created", "refused"]);
});

it.each([true, false])(
  "refuses a payment that one order has twice on its line, and reads on (dry run: %s)",
  async (dryRun) => {
    const [twice, good] = [newId(), newId()];
    const same = line({ orderId: twice });

    const { rows, created, refused } = await report([HEADER, same, same, line({ orderId: good })].join("\n"), {
      dryRun,
    });

    expect({ created, refused }).toEqual({ created: 1, refused: 1 });
    expect(rows.map(({ outcome }) => outcome)).toEqual(["refused", "refused", "created"]);
    expect(rows[1]?.errors).toEqual([
      { field: "gatewayPaymentRef", message: expect.stringContaining("same gateway payment twice") },
    ]);
    expect(await database.prisma.order.count({ where: { orderId: { in: [twice, good] } } })).toBe(dryRun ? 0 : 1);
  },
);

it("reads on behind an order that the database does not take, and reports it like any other", async () => {
  const [broken, good] = [newId(), newId()];
  await database.prisma.$executeRawUnsafe(
    `ALTER TABLE sales_order ADD CONSTRAINT broken CHECK (order_id <> '${broken}') NOT VALID`,
  );

  const { rows } = await report([HEADER, line({ orderId: broken }), line({ orderId: good })].join("\n"));

  expect(rows).toMatchObject([
    { outcome: "refused", errors: [{ field: "", message: expect.stringContaining("fault of ours") }] },
    { outcome: "created", orderId: good },
  ]);
});

it.each([
  ["a byte order mark", (text: string) => `\ufeff${text}`],
  ["Windows' line ends", (text: string) => text.replaceAll("\n", "\r\n")],
  ["semicolons", (text: string) => text.replaceAll(",", ";")],
  ["tabs", (text: string) => text.replaceAll(",", "\t")],
  ["blank lines", (text: string) => text.replaceAll("\n", "\n\n")],
])("reads a file with %s", async (_what, change) => {
  expect(await report(change([HEADER, line(), line()].join("\n")))).toMatchObject({ created: 2, refused: 0 });
});

it("J01 stores a formula as the text that it is", async () => {
  const orderId = newId();
  const customerName = '=HYPERLINK("http://x","y")';

  await report([HEADER, line({ orderId, customerName })].join("\n"));

  expect(await database.prisma.order.findUnique({ where: { orderId } })).toMatchObject({ customerName });
});

it.each([
  ["no header", "", "empty"],
  ["an unknown column", `${HEADER},colour`, 'no column "colour"'],
  ["a column twice", `${HEADER},orderId`, "twice"],
  ["a missing column", "orderId,currency", "lacks amount"],
  ["an open quote", `${HEADER}\n"x`, "quotes"],
  ["another encoding", new Uint8Array([...Buffer.from(HEADER), 0x0a, 0xe9]), "UTF-8"],
  ["more than 10 MB", new Uint8Array(10_000_001), "10 MB"],
  ["more than 50,000 lines", `${HEADER}\n${"x\n".repeat(50_001)}`, "50,000"],
])("refuses a file with %s in one sentence", async (_what, csv, words) => {
  expect(await sentenceAboutFile(csv)).toContain(words);
});

it("refuses a line with too few cells, and people who may not import", async () => {
  const { rows } = await report([HEADER, "x,y"].join("\n"));
  const staff = await personAtWork(context, "staff");

  expect(rows[0]?.errors[0]?.message).toContain("number of cells");
  expect(await importOrders(staff, { csv: Buffer.from(HEADER), dryRun: true })).toMatchObject({
    error: { code: "forbidden" },
  });
});
