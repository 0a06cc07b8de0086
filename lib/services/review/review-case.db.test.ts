import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AnotherRefundInFlight } from "#lib/db/store.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { withdrawRefund } from "#lib/services/refunds/withdraw-refund.ts";
import { type NeoxDesk, openNeoxDesk } from "#prisma/factories/neox-desk.ts";
import { personAtWork, type TestPerson } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { getCase } from "./list-cases.ts";
import { confirmAnswer, proposeAnswer } from "./review-case.ts";

const database = useTestDatabase();
let desk: NeoxDesk;
let manager3: TestPerson;

beforeAll(async () => {
  desk = await openNeoxDesk(database, {
    quietTimeS: 0.3,
    probeLadderS: [0.1],
    reviewAfterQrS: 0.5,
    reviewAfterCardS: 0.5,
  });
  manager3 = await personAtWork(desk.services, "manager");
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  await desk.startWorker();
});
afterAll(() => desk.close());
afterEach(async () => {
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
});

/** A refund whose request was lost on the way and that now needs people. */
async function unresolved(
  by: TestPerson = desk.staff,
): Promise<{ id: string; reference: string; paymentId: string; caseId: string }> {
  await desk.gateway.plan({ default: { scenario: "drop_before" } });
  const { paymentId } = await desk.paid();
  const requested = await requestRefund(by, {
    requestKey: randomUUID(),
    paymentId,
    amount: "40000",
    reason: "Returned",
  });
  if (!requested.ok) throw new Error(requested.error.code);
  const { id, reference } = requested.value;
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(by === desk.manager ? desk.manager2 : desk.manager, { refundId: id, sealedHash });
  await expect.poll(() => stateOf(id), { timeout: 10_000, interval: 50 }).toBe("needs_review");
  const entry = await getCase(desk.manager, id);
  if (!entry.ok) throw new Error(entry.error.code);
  return { id, reference, paymentId, caseId: entry.value.id };
}

const stateOf = async (id: string) => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;

describe("a refund that needs a person", () => {
  it("B10 is decided by two people, neither of whom asked for it, and then its proof is theirs", async () => {
    const { id, caseId, paymentId } = await unresolved();
    const proposed = await proposeAnswer(desk.manager, {
      caseId,
      answer: "not_refunded",
      evidence: "Portal extract of 22 Nov lacks it",
    });
    if (!proposed.ok) throw new Error(proposed.error.code);
    expect(await stateOf(id)).toBe("needs_review");
    expect(await confirmAnswer(desk.manager, proposed.value)).toMatchObject({
      ok: false,
      error: { code: "not_your_own" },
    });

    expect(await confirmAnswer(desk.manager2, proposed.value)).toMatchObject({ ok: true, value: { state: "failed" } });

    expect((await database.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } })).reservedMinor).toBe(0n);
    expect(await database.prisma.evidence.findMany({ where: { refundId: id } })).toMatchObject([
      { source: "two_people", verdict: "not_moved" },
    ]);
    expect(await database.prisma.case.count({ where: { refundId: id, closedAt: null } })).toBe(0);
  });

  it("B10 is not for its requester, not for staff, and not without what was seen", async () => {
    const { caseId } = await unresolved(desk.manager);
    const answer = { caseId, answer: "refunded" as const, evidence: "Seen in the portal" };
    expect(await proposeAnswer(desk.manager, answer)).toMatchObject({ ok: false, error: { code: "not_your_own" } });
    expect(await proposeAnswer(desk.staff, answer)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const proposed = await proposeAnswer(desk.manager2, answer);
    if (!proposed.ok) throw new Error(proposed.error.code);
    expect(await confirmAnswer(desk.manager, proposed.value)).toMatchObject({
      ok: false,
      error: { code: "not_your_own" },
    });
    expect(await proposeAnswer(manager3, answer)).toMatchObject({ ok: false, error: { code: "already_decided" } });
    expect(await confirmAnswer(manager3, proposed.value)).toMatchObject({ ok: true, value: { state: "succeeded" } });
  });

  it("is never sent again to a gateway that might pay twice", async () => {
    const { caseId } = await unresolved();
    const entry = await proposeAnswer(desk.manager, { caseId, answer: "send_again", evidence: "Nothing there" });
    expect(entry).toMatchObject({ ok: false, error: { code: "too_late" } });
  });

  it("B08 is not withdrawn by its requester: a request of it may be on its way", async () => {
    const { id } = await unresolved();

    const withdrawn = await withdrawRefund(desk.staff, { refundId: id });

    expect(withdrawn).toMatchObject({ ok: false, error: { code: "too_late" } });
    expect(await stateOf(id)).toBe("needs_review");
  });

  it("D10 keeps the next refund of its payment waiting, without a fault of the worker", async () => {
    const { paymentId } = await unresolved();
    const key = { requestKey: randomUUID(), amount: "10000", reason: "Returned too" };
    const second = await requestRefund(desk.staff, { ...key, paymentId });
    if (!second.ok) throw new Error(second.error.code);
    const { id } = second.value;
    const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
    await approveRefund(desk.manager, { refundId: id, sealedHash });

    const claimedAtOnce = desk.services.store.transaction((tx) => tx.refunds.move(id, "queued", "submitting"));

    await expect(claimedAtOnce).rejects.toThrow(AnotherRefundInFlight);
    expect(await database.prisma.refund.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: "queued",
      crashes: 0,
    });
  });

  it("is settled by proof from the gateway, which cancels what people proposed", async () => {
    const { id, reference, caseId, paymentId } = await unresolved();
    const proposed = await proposeAnswer(desk.manager, { caseId, answer: "not_refunded", evidence: "Not there" });
    if (!proposed.ok) throw new Error(proposed.error.code);
    const { gatewayPaymentRef } = await database.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });

    // The request lands late after all: the gateway's total rises by exactly its amount.
    await desk.gateway.portalRefund({ merchantCode: "UFLIYL", paymentId: gatewayPaymentRef ?? "", amount: 40_000 });
    await expect.poll(() => stateOf(id), { timeout: 10_000, interval: 50 }).toBe("succeeded");

    expect(await confirmAnswer(desk.manager2, proposed.value)).toMatchObject({
      ok: false,
      error: { code: "already_decided" },
    });
    expect(reference).toMatch(/^R/);
  });
});
