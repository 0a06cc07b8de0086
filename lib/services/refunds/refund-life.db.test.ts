import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { type NeoxDesk, openNeoxDesk, type PaidOrder } from "#prisma/factories/neox-desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { approveRefund } from "./approve-refund.ts";
import { getRefund } from "./get-refund.ts";
import { requestRefund } from "./request-refund.ts";

const database = useTestDatabase();
let desk: NeoxDesk;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  await desk.startWorker();
});
afterAll(() => desk.close());

afterEach(async () => {
  const broken = (await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0);
  expect(broken).toEqual([]);
  expect(await desk.gateway.violations()).toEqual([]);
});

const RECEIVER = { accountName: "NGUYEN VAN A", accountNumber: "123456789", swiftCode: "ASCBVNVX" };

async function refund(
  payment: PaidOrder,
  amount: string,
  { plan, receiver }: { plan?: Choice; receiver?: typeof RECEIVER } = {},
): Promise<string> {
  const requested = await requestRefund(desk.staff, {
    requestKey: randomUUID(),
    paymentId: payment.paymentId,
    amount,
    reason: "Customer returned one item",
    receiver,
  });
  if (!requested.ok) throw new Error(requested.error.code);
  const { id, reference } = requested.value;
  if (plan) await desk.gateway.plan({ byReference: { [reference]: plan } });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  const approved = await approveRefund(desk.manager, { refundId: id, sealedHash });
  expect(approved).toMatchObject({ ok: true, value: { state: "queued" } });
  return id;
}

const stateOf = async (id: string) => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;
const becomes = (id: string, state: string, timeout = 10_000) =>
  expect.poll(() => stateOf(id), { timeout, interval: 50 }).toBe(state);

async function movesOf(id: string): Promise<unknown[]> {
  const { reference } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  return (await desk.gateway.truth()).refunds
    .filter((row) => row.requestId === reference)
    .map(({ amount, moves, receiver }) => ({ amount, moves, receiver }));
}

describe("an approved refund", () => {
  it("of a QR payment reaches its beneficiary exactly once", async () => {
    const id = await refund(await desk.paid({ method: "QR" }), "40000", {
      receiver: RECEIVER,
      plan: { settleAfterMs: 50 },
    });
    await becomes(id, "succeeded");
    expect(await movesOf(id)).toEqual([{ amount: 40_000, moves: 1, receiver: RECEIVER }]);
    const shown = await getRefund(desk.staff, id);
    expect(shown).toMatchObject({ ok: true, value: { proof: { verdict: "moved" } } });
    // The worker may have asked before it was told; what it is told becomes evidence all the same.
    await expect
      .poll(() => database.prisma.evidence.count({ where: { refundId: id, source: "notification", verdict: "moved" } }))
      .toBe(1);
  });

  it("F13 is at the gateway, not refunded, while only its acceptance is known", async () => {
    const id = await refund(await desk.paid(), "40000", { plan: { scenario: "accept_and_wait" } });
    await becomes(id, "processing");
    const { reference } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
    await desk.gateway.settle({ requestId: reference, result: "success" });
    await becomes(id, "succeeded");
  });

  it("E04 F14 whose answer is lost is unknown, and settled by the difference without being sent again", async () => {
    const id = await refund(await desk.paid(), "40000", {
      plan: { scenario: "drop_after_accepting", settleAfterMs: 300, notifications: 0 },
    });
    await becomes(id, "unknown");
    await becomes(id, "succeeded");
    expect(await movesOf(id)).toMatchObject([{ moves: 1 }]);
    expect(await database.prisma.evidence.findMany({ where: { refundId: id, verdict: "moved" } })).toMatchObject([
      { source: "difference" },
    ]);
  });

  it("that the gateway fails by a signed notification is failed, and its amount is free again", async () => {
    const payment = await desk.paid();
    const id = await refund(payment, "40000", { plan: { scenario: "accept_then_fail", settleAfterMs: 50 } });
    await becomes(id, "failed");
    expect(await movesOf(id)).toMatchObject([{ moves: 0 }]);
    expect(await database.prisma.payment.findUniqueOrThrow({ where: { id: payment.paymentId } })).toMatchObject({
      reservedMinor: 0n,
      refundedMinor: 0n,
    });
  });

  it("F10 refused as a request is unknown first, and failed only after three unchanged readings over the quiet time", async () => {
    const id = await refund(await desk.paid(), "40000", { plan: { scenario: "refuse", code: 33 } });
    await becomes(id, "unknown");
    await becomes(id, "failed");
    const readings = await database.prisma.attempt.count({
      where: { refundId: id, kind: "query", readingMinor: { not: null } },
    });
    expect(readings).toBeGreaterThanOrEqual(3);
    expect(await getRefund(desk.staff, id)).toMatchObject({
      ok: true,
      value: { gatewaySaid: { code: "33" }, proof: { source: "refusal" } },
    });
  });

  it("F03 F19 that the gateway refuses and pays all the same is refunded", async () => {
    const id = await refund(await desk.paid(), "40000", { plan: { scenario: "pay_on_refusal", settleAfterMs: 100 } });
    await becomes(id, "succeeded");
    expect(await movesOf(id)).toMatchObject([{ moves: 1 }]);
  });

  it("F19 refused by a code that says nothing about the request goes to a person, with the money reserved", async () => {
    const payment = await desk.paid();
    const id = await refund(payment, "40000", { plan: { scenario: "refuse", code: 1 } });
    await becomes(id, "needs_review");
    expect((await database.prisma.payment.findUniqueOrThrow({ where: { id: payment.paymentId } })).reservedMinor).toBe(
      40_000n,
    );
  });

  it("E07 answered by an error page is unknown, never failed, and reaches a person at its limit", async () => {
    const id = await refund(await desk.paid(), "40000", { plan: { scenario: "http_500" } });
    await becomes(id, "unknown");
    await becomes(id, "needs_review");
    expect(await movesOf(id)).toEqual([]);
    expect(await database.prisma.attempt.count({ where: { refundId: id, kind: "submit" } })).toBe(1);
  });

  it("G01 G03 is settled once by a notification that comes before the answer, and by its copies", async () => {
    const id = await refund(await desk.paid(), "40000", {
      plan: { scenario: "notify_before_answer", notifications: 5 },
    });
    await becomes(id, "succeeded");
    expect(await database.prisma.evidence.count({ where: { refundId: id, source: "notification" } })).toBe(1);
    expect(await database.prisma.ledgerEntry.count({ where: { refundId: id, kind: "post" } })).toBe(1);
  });

  it("G08 with a genuine notification of another amount settles nothing and calls a person", async () => {
    const id = await refund(await desk.paid(), "40000", { plan: { scenario: "accept_and_wait" } });
    await becomes(id, "processing");
    const { reference } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
    await desk.gateway.notify({ requestId: reference, fields: { neo_Amount: 39_999 } });
    await becomes(id, "needs_review");
    expect(await database.prisma.case.findFirst({ where: { refundId: id, closedAt: null } })).toMatchObject({
      kind: "notification_differs",
    });
  });

  it("G05 is left alone by a forged notification", async () => {
    const id = await refund(await desk.paid(), "40000", { plan: { scenario: "accept_and_wait" } });
    await becomes(id, "processing");
    const { reference } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
    await desk.gateway.notify({ requestId: reference, kind: "forged" });
    await expect
      .poll(() => database.prisma.inboxMessage.count({ where: { verdict: "bad_signature", doneAt: { not: null } } }))
      .toBeGreaterThan(0);
    expect(await stateOf(id)).toBe("processing");
    await desk.gateway.settle({ requestId: reference, result: "success" });
    await becomes(id, "succeeded");
  });

  it("F15 waits for a person when the gateway's total moved by another amount", async () => {
    const payment = await desk.paid();
    const id = await refund(payment, "40000", { plan: { scenario: "drop_before" } });
    await becomes(id, "unknown");
    await desk.gateway.portalRefund({ merchantCode: "UFLIYL", paymentId: payment.gatewayPaymentRef, amount: 15_000 });
    await becomes(id, "needs_review");
    expect(await database.prisma.case.findFirst({ where: { refundId: id, closedAt: null } })).toMatchObject({
      kind: "reading_differs",
    });
  });

  it("waits in line while another refund of its payment is at the gateway, and leaves when that has its end", async () => {
    const payment = await desk.paid();
    const first = await refund(payment, "40000", { plan: { scenario: "accept_and_wait" } });
    await becomes(first, "processing");
    const second = await refund(payment, "30000");
    expect(await stateOf(second)).toBe("queued");
    const { reference } = await database.prisma.refund.findUniqueOrThrow({ where: { id: first } });
    await desk.gateway.settle({ requestId: reference, result: "success" });
    await becomes(second, "succeeded", 15_000);
    expect((await database.prisma.payment.findUniqueOrThrow({ where: { id: payment.paymentId } })).refundedMinor).toBe(
      70_000n,
    );
  });

  it("C15 is not sent where the gateway knows another amount of the payment", async () => {
    const payment = await desk.paid({ amount: 100_000 });
    await database.prisma.payment.update({ where: { id: payment.paymentId }, data: { capturedMinor: 200_000n } });
    const id = await refund(payment, "150000");
    await becomes(id, "needs_review");
    expect(await database.prisma.attempt.count({ where: { refundId: id, kind: "submit" } })).toBe(0);
  });
});
