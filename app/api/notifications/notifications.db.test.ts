import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createPrisma } from "#lib/db/prisma.ts";
import { newId } from "#lib/domain/ids.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "./[gatewayAccountId]/route.ts";

// Next.js replaces this package; outside of it, importing it is an error.
vi.mock("server-only", () => ({}));

const database = useTestDatabase();
const kept = globalThis as typeof globalThis & { refundDeskServices?: unknown };
let accountId: string;

/** The example of NeoX's documents, signed with the secret that the factory's account has. */
const GENUINE = {
  neo_MerchantCode: "UFLIYL",
  neo_Command: "REFUND",
  neo_OrderID: "DH7255715767",
  neo_PaymentID: "1439211",
  neo_RequestID: "a68de39f-ea76-43fb-848f-b605b4aaf44e",
  neo_TransactionID: "XBSKM1OELUDU",
  neo_Amount: 10000,
  neo_Fee: 3300,
  neo_Version: "1",
  neo_ResponseCode: 0,
  neo_ResponseMsg: "Success",
  neo_SecureHash: "3C97E508CBED7561759D049C5FA58BE2DE455EA4E7EE07B1DFDF2AFC4783E144",
};
const JSON_TYPE = "application/json";

beforeAll(async () => {
  accountId = await createGatewayAccount(testServices(database.prisma));
});

beforeEach(async () => {
  kept.refundDeskServices = testServices(database.prisma);
  await database.prisma.$executeRaw`TRUNCATE inbox, rate_limit`;
});

type Sent = { readonly to?: string; readonly type?: string; readonly from?: string };

async function send(body: BodyInit, { to = accountId, type = JSON_TYPE, from = "192.0.2.1" }: Sent = {}) {
  const headers = { "content-type": type, "x-forwarded-for": from };
  const answer = await POST(new Request(`http://localhost/api/notifications/${to}`, { method: "POST", body, headers }));
  return { status: answer.status, body: await answer.text(), type: answer.headers.get("content-type") };
}

function forged(number: number): string {
  return JSON.stringify({ ...GENUINE, neo_Amount: number });
}

function stored(): Promise<{ verdict: string; copies: number }[]> {
  return database.prisma.inboxMessage.findMany({ select: { verdict: true, copies: true } });
}

it("G12 acknowledges with NeoX's own bytes, after the message is stored", async () => {
  const answer = await send(JSON.stringify(GENUINE));

  expect(answer).toEqual({ status: 200, body: '{"respcode":0,"respmsg":"received"}', type: JSON_TYPE });
  expect(await stored()).toEqual([{ verdict: "verified", copies: 1 }]);
});

it("G12 answers a forgery with 401 and exactly four bytes, and keeps it as evidence", async () => {
  expect(await send(forged(10_001))).toEqual({ status: 401, body: "fail", type: "text/plain" });
  expect(await stored()).toEqual([{ verdict: "bad_signature", copies: 1 }]);
});

it("G14 stores twenty forgeries a minute of one address, then only counts; the genuine one is still taken", async () => {
  for (let number = 1; number <= 25; number++) expect((await send(forged(number))).status).toBe(401);
  expect(await database.prisma.inboxMessage.count()).toBe(20);
  expect(await database.prisma.rateLimit.findFirst()).toMatchObject({ count: 25 });

  expect((await send(forged(99), { from: "192.0.2.2" })).status).toBe(401);
  expect((await send(JSON.stringify(GENUINE))).status).toBe(200);
  expect(await database.prisma.inboxMessage.count()).toBe(22);
});

it("G13 refuses a body above 64 KiB, also one that does not say how long it is", async () => {
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(16_384)) });
  const request = new Request(`http://localhost/api/notifications/${accountId}`, {
    method: "POST",
    body: endless,
    duplex: "half",
  } as RequestInit);

  expect((await send("x".repeat(65_537))).status).toBe(413);
  expect((await POST(request)).status).toBe(413);
  expect(await stored()).toEqual([]);
});

it.each([
  ["a name given twice", `{"neo_Amount":1,${JSON.stringify(GENUINE).slice(1)}`],
  ["a prototype", `{"__proto__":{"a":1},${JSON.stringify(GENUINE).slice(1)}`],
  ["nothing", ""],
  ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0])],
])("G13 refuses a message with %s", async (_what, body) => {
  expect(await send(body as BodyInit)).toMatchObject({ status: 401, body: "fail" });
});

it.each([
  ["text/plain", JSON.stringify(GENUINE)],
  [
    "application/x-www-form-urlencoded",
    new URLSearchParams(Object.entries(GENUINE).map(([name, value]) => [name, String(value)])).toString(),
  ],
  ["application/octet-stream", JSON.stringify(GENUINE)],
])("G17 takes a genuine message that calls itself %s", async (type, body) => {
  expect((await send(body, { type })).status).toBe(200);
});

it.each(Object.entries({ DELETE, GET, HEAD, OPTIONS, PATCH, PUT }))("G17 answers %s with 405", (_method, handle) => {
  const answer = handle();

  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
});

it.each([[newId()], ["nothing"], ["%00"]])("knows no account %s", async (to) => {
  expect(await send(JSON.stringify(GENUINE), { to })).toMatchObject({ status: 404, body: "fail" });
});

it("G10 answers 503 in NeoX's own words while nothing can be stored, so that it is sent again", async () => {
  await send(JSON.stringify(GENUINE));
  const away = createPrisma("postgresql://nobody:nothing@127.0.0.1:9/none");
  kept.refundDeskServices = testServices(away);

  const answer = await send(JSON.stringify(GENUINE));

  expect(answer).toMatchObject({ status: 503, type: JSON_TYPE, body: expect.stringContaining('"respcode":1') });
  await away.$disconnect();
});

it("G10 asks every gateway to send again, in bytes that each understands, before it knows any account", async () => {
  const away = createPrisma("postgresql://nobody:nothing@127.0.0.1:9/none");
  kept.refundDeskServices = testServices(away);

  const answer = await send(JSON.stringify(GENUINE), { to: newId() });

  expect(answer).toMatchObject({ status: 503, type: JSON_TYPE, body: expect.stringContaining('"respcode":1') });
  expect(answer.body).not.toMatch(/success/i);
  await away.$disconnect();
});

it("G10 says that it is stored only when it is", async () => {
  const services = testServices(database.prisma);
  const full = { ...services.store, transaction: () => Promise.reject(new Error("disk full")) };
  kept.refundDeskServices = { ...services, store: full };

  expect(await send(JSON.stringify(GENUINE))).toMatchObject({ status: 503 });
});
