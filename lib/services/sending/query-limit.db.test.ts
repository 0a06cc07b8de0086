import { randomInt, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPayeaseControl, type PayeaseControl } from "#lib/gateways/payease/emulator/control.ts";
import { createPayeaseEmulator } from "#lib/gateways/payease/emulator/emulator.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { type Desk, openDesk } from "#prisma/factories/desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { queryRefundNow } from "./query-refund-now.ts";

const MERCHANT = "890000593";
/** A tenth of a minute's questions at once, then three every four seconds. */
const PER_MINUTE = 50;
const CROWD = 12;
const database = useTestDatabase();
let desk: Desk;
let gateway: PayeaseControl;
let accountId: string;

beforeAll(async () => {
  desk = await openDesk(database, (folder) => [createPayeaseEmulator(folder)]);
  gateway = createPayeaseControl(desk.emulatorsUrl);
  const { privateKeyPem = "", platformCertificatePem } = await gateway.putMerchant(MERCHANT, { settings: {} });
  accountId = await createGatewayAccount(desk.services, {
    gateway: "payease",
    baseUrl: gateway.baseUrl,
    credentials: { merchantId: MERCHANT, privateKeyPem, platformCertificatePem },
    settings: { queryPerMinute: PER_MINUTE, probeLadderS: [0.1] },
  });
  await gateway.plan({ default: { scenario: "accept_and_wait" } });
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
});
afterAll(() => desk.close());

async function approved(): Promise<string> {
  const orderRequestId = `20261122-${MERCHANT}-${randomInt(1_000_000_000)}`;
  await gateway.putPayments({
    merchantId: MERCHANT,
    payments: [{ orderRequestId, currency: "USD", amountMinor: 10_000 }],
  });
  const { paymentIds } = await createOrder(database.prisma, {
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
  const requested = await requestRefund(desk.staff, {
    requestKey: randomUUID(),
    paymentId: paymentIds[0] ?? "",
    amount: "40.00",
    reason: "Customer return",
  });
  if (!requested.ok) throw new Error(requested.error.code);
  const { id } = requested.value;
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  return id;
}

it("D15 two workers with a crowd in flight ask no more than the gateway takes, and count only what they asked", async () => {
  const ids = await Promise.all(Array.from({ length: CROWD }, approved));
  const startedAt = performance.now();
  const questions = () => database.prisma.attempt.count({ where: { kind: "query" } });
  const allowed = () => PER_MINUTE / 10 + ((performance.now() - startedAt) / 60_000) * PER_MINUTE;
  const workers = [await desk.startWorker(), await desk.startWorker()];
  await expect.poll(questions, { timeout: 25_000, interval: 50 }).toBeGreaterThan(PER_MINUTE / 10 + 2);

  const answers = await Promise.all(ids.map((refundId) => queryRefundNow(desk.staff, { refundId })));
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(await questions()).toBeLessThanOrEqual(Math.ceil(allowed()));
  expect(answers).toContainEqual(
    expect.objectContaining({ ok: false, error: expect.objectContaining({ code: "rate_limited" }) }),
  );
  const { _sum } = await database.prisma.refund.aggregate({ _sum: { probes: true } });
  expect(_sum.probes).toBe(await questions());
  expect(await database.prisma.refund.count({ where: { state: "processing" } })).toBe(CROWD);
});
