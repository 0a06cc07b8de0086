import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { type NeoxDesk, openNeoxDesk } from "#prisma/factories/neox-desk.ts";
import { personAtWork, type TestPerson } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { readAccountHealth } from "./account-health.ts";
import { confirmAccountChange } from "./confirm-account-change.ts";
import { setAccountPaused } from "./gateway-accounts.ts";
import { getAccountForm } from "./get-account-form.ts";
import { listPausedAccounts } from "./list-gateway-accounts.ts";
import { proposeAccountChange } from "./propose-account-change.ts";
import { testGatewayAccount } from "./test-gateway-account.ts";

const database = useTestDatabase();
let desk: NeoxDesk;
let admin: TestPerson;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  admin = await personAtWork(desk.services, "admin");
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  await desk.startWorker();
});
afterAll(() => desk.close());

afterEach(async () => {
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
});

async function approved(plan: Choice): Promise<{ readonly id: string; readonly reference: string }> {
  const { paymentId } = await desk.paid();
  const command = { requestKey: randomUUID(), paymentId, amount: "40000", reason: "Customer return" };
  const requested = await requestRefund(desk.staff, command);
  if (!requested.ok) throw new Error(requested.error.code);
  const { id, reference } = requested.value;
  await desk.gateway.plan({ byReference: { [reference]: plan } });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  return { id, reference };
}

const stateOf = async (id: string) => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;
const becomes = (id: string, state: string) =>
  expect.poll(() => stateOf(id), { timeout: 15_000, interval: 50 }).toBe(state);

const SILENT: Choice = { scenario: "accept_and_wait", notifications: 0 };

it("H08 a paused account sends nothing new, and what is at the gateway is still resolved", async () => {
  const earlier = await approved(SILENT);
  await becomes(earlier.id, "processing");
  await setAccountPaused(admin, { gatewayAccountId: desk.accountId, paused: true, why: "maintenance" });
  const later = await approved({ settleAfterMs: 50 });
  await desk.gateway.settle({ requestId: earlier.reference, result: "success" });
  await becomes(earlier.id, "succeeded");

  expect(await stateOf(later.id)).toBe("queued");
  const { submissions } = await desk.gateway.truth();
  expect(submissions.filter(({ requestId }) => requestId === later.reference)).toEqual([]);
  expect(await listPausedAccounts(desk.staff)).toMatchObject({ value: [{ id: desk.accountId, why: "maintenance" }] });

  await setAccountPaused(admin, { gatewayAccountId: desk.accountId, paused: false });
  await becomes(later.id, "succeeded");
  expect(await listPausedAccounts(desk.staff)).toMatchObject({ value: [] });
});

it("B11 a confirmed change of the address is for later refunds: an earlier one is asked about where it went", async () => {
  const earlier = await approved(SILENT);
  await becomes(earlier.id, "processing");
  await moveAccount("http://127.0.0.1:9");
  await desk.gateway.settle({ requestId: earlier.reference, result: "success" });
  await becomes(earlier.id, "succeeded");

  const later = await approved({});
  await expect
    .poll(async () => (await database.prisma.refund.findUniqueOrThrow({ where: { id: later.id } })).sendFailures)
    .toBeGreaterThan(0);
  expect(await stateOf(later.id)).toBe("queued");
  await moveAccount(desk.gateway.baseUrl);
  await becomes(later.id, "succeeded");
});

it("tells from the calls themselves how an account is doing", async () => {
  const waiting = await approved(SILENT);
  await becomes(waiting.id, "processing");

  const health = await readAccountHealth(admin);

  expect(health.ok && health.value.find((account) => account.gatewayAccountId === desk.accountId)).toMatchObject({
    lastGoodAt: expect.any(String),
    calls: expect.any(Number),
    medianMs: expect.any(Number),
    pending: 1,
    oldestPendingAt: expect.any(String),
  });
  await desk.gateway.settle({ requestId: waiting.reference, result: "success" });
  await becomes(waiting.id, "succeeded");
});

it("a test runs the examples, asks the gateway once, moves nothing and is written down", async () => {
  const before = (await desk.gateway.truth()).submissions.length;

  const tested = await testGatewayAccount(admin, desk.accountId);

  expect(tested).toMatchObject({ ok: true, value: { ok: true } });
  expect(tested.ok && tested.value.steps.at(-1)?.name).toBe("a question at the gateway");
  expect((await desk.gateway.truth()).submissions).toHaveLength(before);
  expect(await database.prisma.auditEvent.count({ where: { kind: "gateway_account_tested" } })).toBe(1);
});

async function moveAccount(baseUrl: string): Promise<void> {
  const drawn = await getAccountForm(admin, { gatewayAccountId: desk.accountId });
  if (!drawn.ok) throw new Error(drawn.error.code);
  const { label, environment, gateway, settings } = drawn.value;
  const proposed = await proposeAccountChange(admin, {
    gatewayAccountId: desk.accountId,
    gateway,
    label,
    environment,
    baseUrl,
    credentials: {},
    settings: Object.fromEntries(settings.map(({ name, text }) => [name, text])),
  });
  if (!proposed.ok) throw new Error(JSON.stringify(proposed.error));
  const second = await personAtWork(desk.services, "admin");
  const confirmed = await confirmAccountChange(second, proposed.value);
  if (!confirmed.ok) throw new Error(confirmed.error.code);
}
