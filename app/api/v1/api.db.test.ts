import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { orderSchema, previewSchema, refundSchema } from "#lib/contracts/api.ts";
import { EXAMPLE_ORDER, EXAMPLE_REFUND } from "#lib/contracts/api-examples.ts";
import { createPrisma } from "#lib/db/prisma.ts";
import { newId } from "#lib/domain/ids.ts";
import { createApiKey } from "#lib/services/people/create-api-key.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder, type NewPayment } from "#prisma/factories/create-order.ts";
import { commandLine, testServices } from "#prisma/factories/people.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import * as anyAddress from "./[[...rest]]/route.ts";
import * as oneOrder from "./orders/[orderId]/route.ts";
import * as orders from "./orders/route.ts";
import * as oneRefund from "./refunds/[id]/route.ts";
import * as preview from "./refunds/preview/route.ts";
import * as refunds from "./refunds/route.ts";

// Next.js replaces this package; outside of it, importing it is an error.
vi.mock("server-only", () => ({}));

const database = useTestDatabase();
const kept = globalThis as typeof globalThis & { refundDeskServices?: unknown };
let accountId: string;
let key: string;

beforeAll(async () => {
  const services = testServices(database.prisma);
  const made = await createApiKey(commandLine(services), { name: "shop" });
  if (!made.ok) throw new Error(made.error.code);
  key = made.value.key;
  accountId = await createGatewayAccount(services);
});

beforeEach(() => {
  kept.refundDeskServices = testServices(database.prisma);
});

function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Request {
  const raw =
    body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  return new Request(`http://localhost/api/v1${path}`, {
    method,
    body: raw as BodyInit | undefined,
    headers: {
      authorization: `Bearer ${key}`,
      ...(raw === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
  });
}

async function paid(payment: Partial<NewPayment> = {}): Promise<string> {
  const order = await createOrder(database.prisma, {
    payments: [{ gatewayAccountId: accountId, amount: "100000", ...payment }],
  });
  return order.paymentIds[0] ?? "";
}

function orderBody(change: Record<string, unknown> = {}, payment: Record<string, unknown> = {}) {
  const id = newId();
  const refs = { gatewayTransactionRef: `T${id.slice(-10)}`, gatewayPaymentRef: id.slice(-12) };
  return {
    ...EXAMPLE_ORDER,
    orderId: id,
    payments: [{ ...EXAMPLE_ORDER.payments[0], ...refs, gatewayAccountId: accountId, ...payment }],
    ...change,
  };
}

function refundBody(paymentId: string, change: Record<string, unknown> = {}) {
  return { paymentId, amount: "40000", currency: "VND", reason: "Customer returned one item", ...change };
}

function ask(body: unknown, idempotencyKey: string = newId()): Promise<Response> {
  return refunds.POST(request("POST", "/refunds", body, { "idempotency-key": idempotencyKey }));
}

/** How many locks of this database somebody waits for. */
async function waiting(tx: Prisma.TransactionClient): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE NOT granted AND datname = current_database()`;
  return row.count;
}

async function problemOf(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return (await response.json()) as { status: number; code: string; errors?: { field: string; message: string }[] };
}

describe("orders", () => {
  it("stores a new order with 201, knows it with 200, and the same body changes nothing", async () => {
    const body = orderBody();

    const first = await orders.POST(request("POST", "/orders", body));
    const second = await orders.POST(request("POST", "/orders", body));
    const read = await oneOrder.GET(request("GET", `/orders/${body.orderId}`));

    expect([first.status, second.status, read.status]).toEqual([201, 200, 200]);
    const answers = [await first.json(), await second.json(), await read.json()];
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(orderSchema.strict().safeParse(answers[0]).error).toBeUndefined();
  });

  it.each([
    ["by its ref", { gatewayTransactionRef: null }],
    ["by its transaction", { gatewayPaymentRef: null }],
  ])(
    "gives a payment that ten orders name at once, %s, to one of them and refuses it to the others",
    async (_how, refs) => {
      const { payments } = orderBody({}, refs);
      const customers = Array.from({ length: 10 }, (_, number) => ({ name: "Lan", email: `lan${number}@example.com` }));

      // All have looked and found nothing when the first of them may write.
      const answers = await database.prisma.$transaction(async (tx) => {
        await tx.$executeRaw`LOCK TABLE payment IN SHARE MODE`;
        const all = customers.map((customer) =>
          orders.POST(request("POST", "/orders", orderBody({ payments, customer }))),
        );
        await expect.poll(() => waiting(tx), { timeout: 4_000 }).toBeGreaterThan(1);
        return { all };
      });

      const refused = (await Promise.all(answers.all)).filter(({ status }) => status !== 201);
      const codes = (await Promise.all(refused.map(problemOf))).map(({ status, code }) => `${status} ${code}`);
      expect(codes).toEqual(Array(9).fill("409 payment_belongs_to_other_order"));
    },
  );

  it.each([
    ["by its ref", {}, "payments.1.gatewayPaymentRef"],
    ["by its transaction", { gatewayPaymentRef: null }, "payments.1.gatewayTransactionRef"],
  ])("refuses an order that names one payment twice, %s, and says which", async (_how, refs, field) => {
    const body = orderBody({}, refs);

    const answer = await orders.POST(
      request("POST", "/orders", { ...body, payments: [...body.payments, ...body.payments] }),
    );

    expect(await problemOf(answer)).toMatchObject({
      status: 400,
      code: "invalid_request",
      errors: [{ field, message: expect.stringContaining("twice") }],
    });
    expect((await oneOrder.GET(request("GET", `/orders/${body.orderId}`))).status).toBe(404);
  });

  it("knows payments of one transaction again in any order, and the account's ID in capitals", async () => {
    const body = orderBody();
    const [known] = body.payments;
    const payments = [known, { ...known, gatewayPaymentRef: null, amount: "1" }];
    await orders.POST(request("POST", "/orders", { ...body, payments }));

    const turned = payments.toReversed().map((payment) => ({ ...payment, gatewayAccountId: accountId.toUpperCase() }));
    const second = await orders.POST(request("POST", "/orders", { ...body, payments: turned }));

    expect(second.status).toBe(200);
    expect(await database.prisma.payment.count({ where: { order: { orderId: body.orderId } } })).toBe(2);
  });

  it("finds an order whose ID has a slash, a blank and letters of Vietnam", async () => {
    const body = orderBody({ orderId: `Đơn/hàng ${newId()}` });
    const stored = await orders.POST(request("POST", "/orders", body));

    const read = await oneOrder.GET(
      request("GET", new URL(stored.headers.get("location") ?? "", "http://x").pathname.slice(7)),
    );

    expect(await read.json()).toMatchObject({ orderId: body.orderId });
  });

  it.each([".", "..", " .. "])("refuses the order ID %j, which no address can name", async (orderId) => {
    expect(await problemOf(await orders.POST(request("POST", "/orders", orderBody({ orderId }))))).toMatchObject({
      status: 400,
      errors: [{ field: "orderId", message: expect.stringContaining("address") }],
    });
  });

  it("lists pages of orders, newest first", async () => {
    await orders.POST(request("POST", "/orders", orderBody()));
    await orders.POST(request("POST", "/orders", orderBody()));

    const page = await orders.GET(request("GET", "/orders?limit=1"));
    const { items, next } = (await page.json()) as { items: unknown[]; next: string };

    expect(items).toHaveLength(1);
    expect((await orders.GET(request("GET", `/orders?limit=1&cursor=${encodeURIComponent(next)}`))).status).toBe(200);
    expect((await orders.GET(request("GET", "/orders?limit=1&limit=2"))).status).toBe(400);
    expect((await orders.GET(request("GET", "/orders?q=%00"))).status).toBe(400);
  });

  it("answers 404 for what is not there", async () => {
    expect(await problemOf(await oneOrder.GET(request("GET", "/orders/nothing")))).toMatchObject({
      code: "order_not_found",
    });
    expect(await problemOf(await oneOrder.GET(request("GET", "/orders/%00")))).toMatchObject({
      code: "order_not_found",
    });
    expect(await problemOf(await oneOrder.GET(request("GET", "/orders/%E0%A4%A")))).toMatchObject({
      code: "order_not_found",
    });
    expect(await problemOf(anyAddress.GET())).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("refunds", () => {
  it("records a request with 202, and the same key and body is the same refund", async () => {
    const paymentId = await paid();

    const first = await ask(refundBody(paymentId), "key 1");
    const second = await ask(refundBody(paymentId), "key 1");
    const other = await ask(refundBody(paymentId, { amount: "40001" }), "key 1");

    expect([first.status, second.status]).toEqual([202, 202]);
    const refund = refundSchema.strict().parse(await first.json());
    expect(refund).toMatchObject({ amount: "40000", state: "awaiting_approval", requiredApprovals: 1 });
    expect(await second.json()).toMatchObject({ id: refund.id });
    expect(await problemOf(other)).toMatchObject({ status: 409, code: "idempotency_key_reused" });
    expect(await (await oneRefund.GET(request("GET", `/refunds/${refund.reference}`))).json()).toMatchObject({
      id: refund.id,
    });
    expect(await (await refunds.GET(request("GET", `/refunds?q=${refund.reference}`))).json()).toMatchObject({
      items: [{ id: refund.id, proof: null, attempts: [] }],
      next: null,
    });
  });

  it("shows what a request would do and stores nothing", async () => {
    const paymentId = await paid({ method: "QR" });
    const body = refundBody(paymentId, { receiver: EXAMPLE_REFUND.receiver });

    const answer = await preview.POST(request("POST", "/refunds/preview", body));

    expect(previewSchema.strict().parse(await answer.json())).toMatchObject({
      approvals: 1,
      wouldSend: { amount: "40000" },
      warnings: [],
    });
    expect(await database.prisma.refund.count({ where: { paymentId } })).toBe(0);
  });

  it("doubts an account number that looks wrong, and takes it all the same", async () => {
    const receiver = { ...EXAMPLE_REFUND.receiver, accountNumber: "001100012345" };
    const body = refundBody(await paid({ method: "QR" }), { receiver });

    const answer = await preview.POST(request("POST", "/refunds/preview", body));
    const asked = await ask(body);

    expect(await answer.json()).toMatchObject({
      warnings: [{ field: "receiver.accountNumber", message: expect.stringContaining("10 or 13 digits") }],
    });
    expect(asked.status).toBe(202);
  });

  it.each([[""], ["a".repeat(256)], ["schlüssel"]])("refuses the idempotency key %j", async (idempotencyKey) => {
    const answer = await ask(refundBody(await paid()), idempotencyKey);

    expect(await problemOf(answer)).toMatchObject({ status: 400, errors: [{ field: "Idempotency-Key" }] });
  });

  it.each(["1e3", "0x10", "１００", " 10 ", "10,5", "-0", "+5", "NaN", "10.001", "100000.00", "", "9".repeat(40), "0"])(
    "A07 refuses the amount %j and names the field",
    async (amount) => {
      const paymentId = await paid();

      const problem = await problemOf(await ask(refundBody(paymentId, { amount })));

      expect(problem).toMatchObject({ status: 400, code: "invalid_request", errors: [{ field: "amount" }] });
      expect(await database.prisma.refund.count({ where: { paymentId } })).toBe(0);
    },
  );

  it.each([["9007199254740993"], ["9223372036854775807"]])(
    "A08 keeps the amount %s to the last digit",
    async (amount) => {
      const paymentId = await paid({ amount });

      const answer = await ask(refundBody(paymentId, { amount }));

      expect(await answer.json()).toMatchObject({ amount });
    },
  );

  it("A08 refuses an amount beyond the database's range, and one that JSON would round", async () => {
    const paymentId = await paid();

    const tooLarge = await problemOf(await ask(refundBody(paymentId, { amount: "9223372036854775808" })));
    const asNumber = await problemOf(
      await ask(`{"paymentId":"${paymentId}","amount":9007199254740993,"currency":"VND","reason":"x"}`),
    );

    expect(tooLarge).toMatchObject({
      status: 400,
      errors: [{ field: "amount", message: expect.stringContaining("larger") }],
    });
    expect(asNumber).toMatchObject({
      status: 400,
      errors: [{ field: "amount", message: expect.stringContaining("as a text") }],
    });
  });

  it.each([
    ["a NUL", "bro\u0000ken"],
    ["a control character", "line\r\nbreak"],
    ["a direction override", "abc\u202Edef"],
    ["a lone surrogate", "half \ud800"],
    ["65 characters", "é".repeat(65)],
    ["nothing but blanks", "   "],
  ])("A09 refuses a reason with %s", async (_what, reason) => {
    expect(await problemOf(await ask(refundBody(await paid(), { reason })))).toMatchObject({
      status: 400,
      errors: [{ field: "reason" }],
    });
  });

  it("A09 counts characters as people do and stores them composed", async () => {
    const reason = `${"😀".repeat(63)}e\u0301`;

    const answer = await ask(refundBody(await paid(), { reason }));

    expect(await answer.json()).toMatchObject({ reason: `${"😀".repeat(63)}é` });
  });

  it.each(["a&b=c", "#", "' \" & < > ( )"])(
    "A10 takes the reason %j, and shows what the gateway would be told",
    async (reason) => {
      const body = refundBody(await paid(), { reason });

      const shown = await (await preview.POST(request("POST", "/refunds/preview", body))).json();
      const asked = await (await ask(body)).json();

      expect(asked).toMatchObject({ gatewayReason: (shown as { wouldSend: { reason: string } }).wouldSend.reason });
    },
  );

  it("A15 takes currency, gateway and account from the payment only", async () => {
    const paymentId = await paid();

    const currency = await problemOf(await ask(refundBody(paymentId, { currency: "HKD" })));
    const gateway = await problemOf(await ask(refundBody(paymentId, { gateway: "payease" })));

    expect(currency).toMatchObject({ status: 400, errors: [{ field: "currency" }] });
    expect(gateway).toMatchObject({
      status: 400,
      errors: [{ field: "gateway", message: expect.stringContaining("no such field") }],
    });
  });

  it.each([
    ["more than was paid", { amount: "100001" }, {}, "refund_exceeds_balance"],
    ["a payment under way", {}, { status: "processing" }, "payment_not_refundable"],
    ["a payment that nobody knows", { paymentId: newId() }, {}, "payment_not_found"],
    ["a payment that is no ID", { paymentId: "nothing" }, {}, "payment_not_found"],
  ] as const)("refuses %s", async (_what, change, payment, code) => {
    expect(await problemOf(await ask(refundBody(await paid(payment), change)))).toMatchObject({ code });
  });
});

it("names a missing receiver, an account that is not there and an unwelcome currency as wrong fields", async () => {
  const receiver = await problemOf(await ask(refundBody(await paid({ method: "QR" }))));
  const account = await problemOf(
    await orders.POST(request("POST", "/orders", orderBody({}, { gatewayAccountId: newId() }))),
  );
  const currency = await problemOf(await ask(refundBody(await paid({ method: "CC" }), { currency: "vnd" })));

  expect(receiver).toMatchObject({
    status: 400,
    code: "invalid_request",
    errors: [{ field: "receiver.accountName" }, {}, {}],
  });
  expect(account).toMatchObject({
    status: 400,
    code: "invalid_request",
    errors: [{ field: "payments.0.gatewayAccountId" }],
  });
  expect(currency).toMatchObject({ status: 400, code: "invalid_request", errors: [{ field: "currency" }] });
});

describe("every call", () => {
  it.each([["Bearer nonsense"], ["Basic YTpi"], [""]])("refuses the key %j", async (authorization) => {
    const answer = await refunds.GET(request("GET", "/refunds", undefined, { authorization }));

    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(await problemOf(answer)).toMatchObject({ status: 401, code: "unauthorized" });
  });

  it("answers a method it does not know with 405 and the ones it does", async () => {
    const answer = refunds.DELETE();

    expect(answer.headers.get("allow")).toBe("GET, POST");
    expect(await problemOf(answer)).toMatchObject({ status: 405, code: "method_not_allowed" });
  });

  it("tells the methods that it answers, and no more", () => {
    const allowed = [orders, oneOrder, refunds, oneRefund, preview].map(({ OPTIONS }) =>
      OPTIONS().headers.get("allow"),
    );

    expect(allowed).toEqual([
      ...["GET, HEAD, OPTIONS, POST", "GET, HEAD, OPTIONS", "GET, HEAD, OPTIONS, POST", "GET, HEAD, OPTIONS"],
      "OPTIONS, POST",
    ]);
  });

  it.each([
    ["broken JSON", "{", 400, "invalid_request"],
    ["a list", "[]", 400, "invalid_request"],
    ["broken UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), 400, "invalid_request"],
    ["a name given twice", '{"amount":"1","amount":"2"}', 400, "invalid_request"],
    ["a prototype", '{"__proto__":{"amount":"1"}}', 400, "invalid_request"],
    ["a megabyte", `{"x":"${"y".repeat(1_000_000)}"}`, 413, "payload_too_large"],
    [
      "thirty thousand names",
      `{${Array.from({ length: 30_000 }, (_, i) => `"k${i}":1`).join()}}`,
      400,
      "invalid_request",
    ],
  ])("G13 refuses %s", async (_what, body, status, code) => {
    expect(await problemOf(await ask(body))).toMatchObject({ status, code });
    expect(({} as { amount?: string }).amount).toBeUndefined();
  });

  it("refuses a body that does not say that it is JSON", async () => {
    const answer = await orders.POST(request("POST", "/orders", "{}", { "content-type": "text/plain" }));

    expect(await problemOf(answer)).toMatchObject({ status: 415 });
  });

  it("C03 answers 503 while the database is away, and the key can be used again", async () => {
    const paymentId = await paid();
    const away = createPrisma("postgresql://nobody:nothing@127.0.0.1:9/none");
    kept.refundDeskServices = testServices(away);

    const refused = await ask(refundBody(paymentId), "again");
    kept.refundDeskServices = testServices(database.prisma);
    const accepted = await ask(refundBody(paymentId), "again");

    expect(refused.headers.get("retry-after")).toBe("2");
    expect(await problemOf(refused)).toMatchObject({ status: 503, code: "unavailable" });
    expect(accepted.status).toBe(202);
    await away.$disconnect();
  });
});
