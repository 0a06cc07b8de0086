import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { readAccountHealth } from "#lib/services/gateway-accounts/account-health.ts";
import { setAccountPaused } from "#lib/services/gateway-accounts/gateway-accounts.ts";
import { readMetrics } from "#lib/services/installation/read-metrics.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { moveRefund } from "#lib/services/refunds/move-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { type NeoxDesk, openNeoxDesk } from "#prisma/factories/neox-desk.ts";
import { personAtWork, type TestPerson } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { applyEvidence } from "./apply-evidence.ts";
import { recordExchange, watchUnknownRate } from "./gateway-breaker.ts";

const database = useTestDatabase();
let desk: NeoxDesk;
let admin: TestPerson;
let lane: Lane;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  admin = await personAtWork(desk.services, "admin");
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  lane = await openLane(desk.emulatorsUrl);
  await moveAccount(`${lane.url}/neox`);
  await desk.startWorker();
});
afterAll(async () => {
  await desk.close();
  lane.server.close();
});
beforeEach(() => {
  lane.mode = "up";
});
afterEach(async () => {
  await askNow();
  await isClosed();
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
  expect(await desk.gateway.violations()).toEqual([]);
});

type Lane = { mode: "up" | "dead" | "401"; readonly commands: string[]; readonly url: string; readonly server: Server };

/** The road to the emulators, on which it can be closed, or guarded by somebody who does not know us. */
async function openLane(target: string): Promise<Lane> {
  const server = createServer(async (request, response) => {
    if (lane.mode === "dead") return void request.socket.destroy();
    let text = "";
    for await (const chunk of request) text += String(chunk);
    lane.commands.push(/"neo_Command":"(\w+)"/.exec(text)?.[1] ?? "");
    if (lane.mode === "401") return void response.writeHead(401).end();
    const headers = { "content-type": request.headers["content-type"] ?? "" };
    const answer = await fetch(`${target}${request.url}`, { method: "POST", headers, body: text }).catch(() => null);
    if (!answer) return void request.socket.destroy();
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { mode: "up", commands: [], url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function moveAccount(baseUrl: string): Promise<void> {
  await database.prisma.gatewayAccount.update({ where: { id: desk.accountId }, data: { baseUrl } });
  await database.prisma.gatewayCredential.updateMany({
    where: { gatewayAccountId: desk.accountId },
    data: { baseUrl },
  });
}

async function approved(
  plan: Choice = { settleAfterMs: 20 },
  gatewayAccountId = desk.accountId,
): Promise<{ id: string; reference: string }> {
  const payment =
    gatewayAccountId === desk.accountId ? await desk.paid() : { paymentId: await paidAt(gatewayAccountId) };
  const requested = await requestRefund(desk.staff, {
    requestKey: randomUUID(),
    paymentId: payment.paymentId,
    amount: "40000",
    reason: "Returned",
  });
  if (!requested.ok) throw new Error(requested.error.code);
  const { id, reference } = requested.value;
  if (gatewayAccountId === desk.accountId) await desk.gateway.plan({ byReference: { [reference]: plan } });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  return { id, reference };
}

async function paidAt(gatewayAccountId: string): Promise<string> {
  const { paymentIds } = await createOrder(database.prisma, { payments: [{ gatewayAccountId, amount: "100000" }] });
  return paymentIds[0] ?? "";
}

const breaker = () => database.prisma.gatewayBreaker.findUnique({ where: { gatewayAccountId: desk.accountId } });
const askNow = () => database.prisma.gatewayBreaker.updateMany({ data: { probeAt: new Date() } });
const isOpenFor = (why: string) =>
  expect.poll(async () => (await breaker())?.why, { timeout: 15_000, interval: 50 }).toBe(why);
const isClosed = () =>
  expect.poll(async () => (await breaker())?.openedAt ?? null, { timeout: 20_000, interval: 50 }).toBeNull();
const stateOf = async (id: string) => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;
const becomes = (id: string, state: string) =>
  expect.poll(() => stateOf(id), { timeout: 20_000, interval: 50 }).toBe(state);
const openings = () => database.prisma.auditEvent.count({ where: { kind: "breaker_opened" } });
const fails = (result: "unreachable" | "unauthorised" = "unreachable", gatewayAccountId = desk.accountId) =>
  recordExchange(desk.services, { gatewayAccountId, result });

it("D15 a dead gateway stops sending, is asked with questions only, and everything goes on when it answers", async () => {
  const before = await openings();
  lane.mode = "dead";
  const waiting = await Promise.all(Array.from({ length: 6 }, () => approved()));
  await isOpenFor("unreachable");
  const health = await readAccountHealth(admin);
  const metrics = await readMetrics(desk.services);
  lane.commands.length = 0;
  lane.mode = "401";
  await askNow();
  await expect.poll(() => lane.commands.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(1);
  expect(new Set(lane.commands)).toEqual(new Set(["QUERY_PT"]));
  expect(await Promise.all(waiting.map(({ id }) => stateOf(id)))).toEqual(waiting.map(() => "queued"));
  lane.mode = "up";
  await askNow();

  for (const { id } of waiting) await becomes(id, "succeeded");
  expect(await openings()).toBe(before + 1);
  expect(health.ok && health.value.find(({ gatewayAccountId }) => gatewayAccountId === desk.accountId)).toMatchObject({
    breaker: { why: "unreachable", since: expect.any(String) },
  });
  expect(metrics).toContain(`refund_desk_breaker_open{account="${desk.accountId}",gateway="neox"} 1`);
});

it("E19 one answer that does not know us opens at once, and nothing is called failed for it", async () => {
  lane.mode = "401";
  const refund = await approved();
  await isOpenFor("unauthorised");
  expect(["queued", "unknown"]).toContain(await stateOf(refund.id));

  lane.mode = "up";
  await askNow();
  await becomes(refund.id, "succeeded");
});

it("D14 a gateway that never answers takes no slot from another", async () => {
  const held = new Set<Socket>();
  const hole = createTcpServer((socket) => held.add(socket.on("error", () => {})));
  await new Promise<void>((resolve) => hole.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(hole.address() as AddressInfo).port}`;
  const silentId = await createGatewayAccount(desk.services, { baseUrl });
  const silent = await Promise.all(Array.from({ length: 12 }, () => approved({}, silentId)));
  await expect.poll(() => held.size, { timeout: 20_000 }).toBeGreaterThanOrEqual(4);

  const answered = await Promise.all(Array.from({ length: 12 }, () => approved()));
  for (const { id } of answered) await becomes(id, "succeeded");

  const untouched = { id: { in: silent.map(({ id }) => id) }, state: "queued", sendFailures: 0 } as const;
  expect(await database.prisma.refund.count({ where: untouched })).toBe(12);
  await setAccountPaused(admin, { gatewayAccountId: silentId, paused: true });
  for (const socket of held) socket.destroy();
  hole.close();
});

it("H09 a crowd of failures opens the breaker once, is one entry in the audit, and is counted", async () => {
  lane.mode = "dead";
  const before = await openings();

  await Promise.all(Array.from({ length: 50 }, () => fails()));

  expect(await openings()).toBe(before + 1);
  expect(await breaker()).toMatchObject({ why: "unreachable", failures: expect.any(Number) });
  expect((await breaker())?.failures).toBeGreaterThan(40);
  lane.mode = "up";
});

it("too many unknown ends stop sending while questions go on, and sending goes on when they are known", async () => {
  const gatewayAccountId = await createGatewayAccount(desk.services, { baseUrl: desk.gateway.baseUrl });
  await setAccountPaused(admin, { gatewayAccountId, paused: true });
  const others: string[] = [];
  for (let count = 1; count < 50; count += 1) others.push(await sentInSilence(gatewayAccountId));
  const last = await sentInSilence(gatewayAccountId);
  await setAccountPaused(admin, { gatewayAccountId, paused: false });

  await watchUnknownRate(desk.services);

  expect(await mayNow(gatewayAccountId)).toEqual({ sends: false, asks: true });
  for (const id of others) await ends(id);
  await askNow();
  await expect.poll(() => mayNow(gatewayAccountId), { timeout: 20_000 }).toEqual({ sends: true, asks: true });
  await ends(last);
});

async function mayNow(id: string): Promise<unknown> {
  const [row] = await database.prisma.$queryRaw<unknown[]>`
    SELECT account_sends(${id}::uuid) AS sends, account_asks(${id}::uuid) AS asks`;
  return row;
}

const WORKER = { kind: "worker", name: "Refund Desk" } as const;

/** As a worker leaves it that sent and heard nothing; the next question is an hour away. */
async function sentInSilence(gatewayAccountId: string): Promise<string> {
  const { id, reference } = await approved({}, gatewayAccountId);
  await desk.services.store.transaction(async (tx) => {
    const queued = await tx.refunds.lock(id);
    const submitting = queued && (await moveRefund(tx, queued, { to: "submitting", by: WORKER }));
    if (!submitting) throw new Error("not queued");
    const { fence } = submitting;
    const facts = { credentialVersion: 1, baselineMinor: 0n, requestDigest: "", worker: "test" };
    const attempt = await tx.attempts.open({ refundId: id, kind: "submit", reference, fence, ...facts });
    await tx.attempts.close(attempt.id, { outcome: "ambiguous", cause: "timeout" });
    const nextRunAt = new Date(Date.now() + 3_600_000);
    await moveRefund(tx, submitting, { to: "unknown", by: WORKER, patch: { nextRunAt } });
  });
  return id;
}

async function ends(id: string): Promise<void> {
  await desk.services.store.transaction(async (tx) => {
    const refund = await tx.refunds.lock(id);
    const fact = { gatewayRef: null, digest: `query ${id}`, credentialVersion: 1, detail: {} };
    if (refund) await applyEvidence(tx, refund, { source: "query", verdict: "moved", ...fact }, { by: WORKER });
  });
}
