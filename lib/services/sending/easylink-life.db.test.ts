import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isFinal, REFUND_STATES } from "#lib/domain/refund-state.ts";
import { createEasylinkControl, type EasylinkControl } from "#lib/gateways/easylink/emulator/control.ts";
import { createEasylinkEmulator } from "#lib/gateways/easylink/emulator/emulator.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { type Desk, openDesk } from "#prisma/factories/desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";

const mchNo = "M1621873433953";
const app = { appId: "60cc09bce4b0f1c0b83761c9", appSecret: "0F1E2D3C4B5A69788796A5B4C3D2E1F0" };
/** All of production's durations, divided by about a thousand. */
const settings = { quietTimeS: 1, probeLadderS: [0.1, 0.2, 0.3], reviewAfterS: 8 };

const database = useTestDatabase();
const byReference: Record<string, Choice> = {};
let desk: Desk;
let gateway: EasylinkControl;
let accountId: string;

beforeAll(async () => {
  desk = await openDesk(database, (folder) => [createEasylinkEmulator(folder)]);
  gateway = createEasylinkControl(desk.emulatorsUrl);
  const account = { gateway: "easylink", baseUrl: gateway.baseUrl, credentials: { mchNo, ...app }, settings };
  accountId = await createGatewayAccount(desk.services, account);
  await gateway.putMerchant(mchNo, { apps: [app], settings: { timeScale: 0.000_3 } });
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  await desk.startWorker();
});
afterAll(() => desk.close());

afterEach(async () => {
  const broken = (await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0);
  expect(broken).toEqual([]);
  const isDueThoughFinal = { state: { in: REFUND_STATES.filter(isFinal) }, nextRunAt: { not: null } };
  expect(await database.prisma.refund.count({ where: isDueThoughFinal })).toBe(0);
});

async function paid(): Promise<string> {
  const number = randomUUID().replaceAll("-", "").slice(0, 18);
  const [payOrderId, mchOrderNo] = [`P${number}`, `O${number}`];
  await gateway.putPayments({ mchNo, payments: [{ payOrderId, mchOrderNo, amount: 10_000 }] });
  const payment = { gatewayAccountId: accountId, gateway: "easylink", amount: "100.00", method: "WX_NATIVE" };
  const order = await createOrder(desk.services.prisma, {
    currency: "HKD",
    payments: [{ ...payment, gatewayTransactionRef: mchOrderNo, gatewayPaymentRef: payOrderId }],
  });
  return order.paymentIds[0] ?? "";
}

type Asked = { readonly id: string; readonly reference: string };

async function refund(paymentId: string, plan: Choice, amount = "12.50"): Promise<Asked> {
  const wish = { requestKey: randomUUID(), paymentId, amount, reason: "Khách trả hàng, 退款" };
  const requested = await requestRefund(desk.staff, wish);
  if (!requested.ok) throw new Error(requested.error.code);
  const { id, reference } = requested.value;
  byReference[reference] = plan;
  await gateway.plan({ byReference });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  expect(await approveRefund(desk.manager, { refundId: id, sealedHash })).toMatchObject({ ok: true });
  return { id, reference };
}

const stateOf = async (id: string) => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;
const becomes = (id: string, state: string, timeout = 25_000) =>
  expect.poll(() => stateOf(id), { timeout, interval: 50 }).toBe(state);
const movesOf = async (reference: string) =>
  (await gateway.truth()).refunds
    .filter((one) => one.mchRefundNo === reference)
    .reduce((sum, { moves }) => sum + moves, 0);
const sendsOf = async (reference: string) =>
  (await gateway.truth()).submissions.filter(({ mchRefundNo }) => mchRefundNo === reference).length;

describe("a refund at easylink", () => {
  it.concurrent.for<[name: string, plan: Choice, state: string, moves: number, sends: number]>([
    ["F04 accepted, then told", { settleAfterMs: 100 }, "succeeded", 1, 1],
    ["accepted, and told only when asked", { settleAfterMs: 300, notifications: 0 }, "succeeded", 1, 1],
    ["paid at once", { scenario: "refund_at_once", notifications: 0 }, "succeeded", 1, 1],
    ["F05 failed at once", { scenario: "fail_at_once", notifications: 0 }, "failed", 0, 1],
    ["failed later", { scenario: "accept_then_fail", settleAfterMs: 100 }, "failed", 0, 1],
    ["F03 refused, and paid", { scenario: "pay_on_refusal", code: 9999, settleAfterMs: 100 }, "succeeded", 1, 1],
    ["F07 refused as a request", { scenario: "refuse", text: "验签失败" }, "failed", 0, 1],
    ["refused without a known word", { scenario: "refuse", text: "系统异常" }, "needs_review", 0, 1],
    ["E03 lost before it was looked at: sent twice, no more", { scenario: "drop_before" }, "needs_review", 0, 2],
    ["E04 lost after it was taken", { scenario: "drop_after_accepting", settleAfterMs: 100 }, "succeeded", 1, 1],
    ["E09 answered under a wrong sign", { scenario: "forged_answer", notifications: 0 }, "succeeded", 1, 1],
    ["E10 answered for another", { scenario: "answer_about_another", settleAfterMs: null }, "needs_review", 0, 1],
    ["E16 answered one cent more", { scenario: "wrong_amount_answer", settleAfterMs: null }, "needs_review", 0, 1],
    ["F06 closed, and not paid", { scenario: "never_told", settleAfterMs: 0 }, "needs_review", 0, 1],
    ["F06 closed, though paid", { scenario: "never_told_but_paid", settleAfterMs: 0 }, "needs_review", 1, 1],
    ["a system error, closed", { scenario: "channel_error", settleAfterMs: 0 }, "needs_review", 0, 1],
    ["G03 told before the answer", { scenario: "notify_before_answer" }, "succeeded", 1, 1],
  ])("%s", async ([_name, plan, state, moves, sends], { expect }) => {
    const { id, reference } = await refund(await paid(), plan);
    await expect.poll(() => stateOf(id), { timeout: 25_000, interval: 50 }).toBe(state);
    expect([await movesOf(reference), await sendsOf(reference)]).toEqual([moves, sends]);
  });

  it("G08 of which another amount is told goes to a person", async () => {
    const told: Choice = { scenario: "wrong_amount_notification", notifyBeforeAnswer: true, answer: "drop" };
    const { id } = await refund(await paid(), told);
    await expect
      .poll(() => database.prisma.case.count({ where: { refundId: id, kind: "notification_differs" } }), {
        timeout: 15_000,
      })
      .toBe(1);
  });

  it("F08 waits for the one before it, so that easylink never has to refuse it", async () => {
    const paymentId = await paid();
    const first = await refund(paymentId, { settleAfterMs: 500 });
    const second = await refund(paymentId, { settleAfterMs: 0 }, "2.50");
    await becomes(first.id, "succeeded");
    await becomes(second.id, "succeeded");
    expect([await sendsOf(first.reference), await sendsOf(second.reference)]).toEqual([1, 1]);
  });

  it("carries the reason that the approver saw", async () => {
    const { id } = await refund(await paid(), { scenario: "refund_at_once" });
    const { gatewayReason } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
    expect(gatewayReason).toBe("Khach tra hang");
  });
});
