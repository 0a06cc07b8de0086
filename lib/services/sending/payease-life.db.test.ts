import { randomInt, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { createPayeaseControl, type PayeaseControl } from "#lib/gateways/payease/emulator/control.ts";
import { createPayeaseEmulator } from "#lib/gateways/payease/emulator/emulator.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { type Desk, openDesk } from "#prisma/factories/desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";

const MERCHANT = "890000593";
const database = useTestDatabase();
let desk: Desk;
let gateway: PayeaseControl;
let accountId: string;

beforeAll(async () => {
  desk = await openDesk(database, (folder) => [createPayeaseEmulator(folder)]);
  gateway = createPayeaseControl(desk.emulatorsUrl);
  const { privateKeyPem = "", platformCertificatePem } = await gateway.putMerchant(MERCHANT, {
    settings: { notificationGapsMs: [100, 100, 100, 100] },
  });
  accountId = await createGatewayAccount(desk.services, {
    gateway: "payease",
    baseUrl: gateway.baseUrl,
    credentials: { merchantId: MERCHANT, privateKeyPem, platformCertificatePem },
    settings: { quietTimeS: 0.6, probeLadderS: [0.1, 0.2], reviewAfterS: 6 },
  });
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  await desk.startWorker();
});
afterAll(() => desk.close());

afterEach(async () => {
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
  expect(await gateway.violations()).toEqual([]);
});

/** A payment of 100.00 USD. */
async function paid(): Promise<string> {
  const orderRequestId = `20261122-${MERCHANT}-${randomInt(1_000_000_000)}`;
  await gateway.putPayments({
    merchantId: MERCHANT,
    payments: [{ orderRequestId, currency: "USD", amountMinor: 10_000 }],
  });
  const order = await createOrder(database.prisma, {
    currency: "USD",
    payments: [
      {
        gatewayAccountId: accountId,
        gateway: "payease",
        amount: "100.00",
        gatewayTransactionRef: null,
        gatewayPaymentRef: orderRequestId,
      },
    ],
  });
  return order.paymentIds[0] ?? "";
}

async function refund(paymentId: string, amount: string, plan: Choice = { settleAfterMs: 50 }): Promise<string> {
  const requested = await requestRefund(desk.staff, {
    requestKey: randomUUID(),
    paymentId,
    amount,
    reason: "Customer return",
  });
  if (!requested.ok) throw new Error(requested.error.code);
  const { id, reference } = requested.value;
  await gateway.plan({ byReference: { [reference]: plan } });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  return id;
}

const becomes = (id: string, state: string) =>
  expect
    .poll(async () => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state, {
      timeout: 12_000,
      interval: 50,
    })
    .toBe(state);

async function movesOf(id: string): Promise<number> {
  const { reference } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  const { refunds } = await gateway.truth(MERCHANT);
  return refunds.filter((row) => row.requestId === reference).reduce((sum, row) => sum + row.moves, 0);
}

describe("a refund through PayEase", () => {
  it("F09 is at the gateway when it is accepted, and refunded when its signed notification says so", async () => {
    const id = await refund(await paid(), "12.50", { scenario: "accept_and_wait" });
    await becomes(id, "processing");
    const { reference } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
    await gateway.settle({ requestId: reference, result: "success" });
    await becomes(id, "succeeded");
    expect(await movesOf(id)).toBe(1);
    await expect
      .poll(() => database.prisma.evidence.count({ where: { refundId: id, source: "notification", verdict: "moved" } }))
      .toBe(1);
  });

  it("F12 is found by asking when no notification comes", async () => {
    const id = await refund(await paid(), "100.00", { scenario: "no_notification", settleAfterMs: 300 });
    await becomes(id, "succeeded");
    expect(await movesOf(id)).toBe(1);
  });

  it("has failed when a signed FAILED says so, and its amount is free again", async () => {
    const paymentId = await paid();
    const id = await refund(paymentId, "10.00", { scenario: "accept_then_fail", settleAfterMs: 50 });
    await becomes(id, "failed");
    expect((await database.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } })).reservedMinor).toBe(0n);
  });

  it("E04 whose answer is lost is unknown, then found, and moved once", async () => {
    const id = await refund(await paid(), "10.00", {
      scenario: "drop_after_accepting",
      settleAfterMs: 400,
      notifications: 0,
    });
    await becomes(id, "succeeded");
    expect(await movesOf(id)).toBe(1);
  });

  it("F10 refused as a request has failed only when it was absent three times over the quiet time", async () => {
    const id = await refund(await paid(), "10.00", { scenario: "refuse", code: "EH0100053" });
    await becomes(id, "unknown");
    await becomes(id, "failed");
    expect(await database.prisma.attempt.count({ where: { refundId: id, cause: "not_found" } })).toBeGreaterThanOrEqual(
      3,
    );
  });

  it("F10 refused by anything else needs a person", async () => {
    const id = await refund(await paid(), "10.00", { scenario: "refuse", code: "EH0100052" });
    await becomes(id, "needs_review");
  });

  it("after silence, absent for good, needs a person and is not sent again by itself", async () => {
    const id = await refund(await paid(), "10.00", { scenario: "drop_before" });
    await becomes(id, "needs_review");
    expect(await database.prisma.attempt.count({ where: { refundId: id, kind: "submit" } })).toBe(1);
  });

  it("runs beside another one of the same payment", async () => {
    const paymentId = await paid();
    const first = await refund(paymentId, "30.00", { scenario: "accept_and_wait" });
    await becomes(first, "processing");
    const second = await refund(paymentId, "20.00");
    await becomes(second, "succeeded");
  });
});
