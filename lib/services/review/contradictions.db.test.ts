import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ReviewAnswer } from "#lib/domain/review.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { type Hands, openHands } from "#prisma/factories/hands.ts";
import { type NeoxDesk, openNeoxDesk, type PaidOrder } from "#prisma/factories/neox-desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { getCase } from "./list-cases.ts";
import { confirmAnswer, proposeAnswer } from "./review-case.ts";

/** The gateway says one thing, and later another. The first end stands until two people have looked. */
const database = useTestDatabase();
let desk: NeoxDesk;
let hands: Hands;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  hands = openHands(database, desk, desk.accountId);
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
});
afterAll(async () => {
  await hands.close();
  await desk.close();
});
afterEach(async () => {
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
});

type Asked = { readonly id: string; readonly reference: string; readonly payment: PaidOrder };

const FAILED = { neo_ResponseCode: 33, neo_ResponseMsg: "Failed" };

async function atTheGateway(): Promise<Asked> {
  const payment = await desk.paid();
  const command = { requestKey: randomUUID(), paymentId: payment.paymentId, amount: "40000", reason: "Returned" };
  const answer = await requestRefund(desk.staff, command);
  if (!answer.ok) throw new Error(answer.error.code);
  const { id, reference } = answer.value;
  await desk.gateway.plan({ byReference: { [reference]: { settleAfterMs: 60_000 } } });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  expect(await hands.work(id)).toBe("processing");
  return { id, reference, payment };
}

async function told({ reference }: Asked, fields: Record<string, unknown> = {}): Promise<void> {
  await desk.gateway.notify({ requestId: reference, kind: "genuine", fields });
  await hands.readInbox();
}

async function answered({ id }: Asked, answer: ReviewAnswer): Promise<unknown> {
  const proposed = await propose(id, answer);
  expect(await confirmAnswer(desk.manager, { decisionId: proposed })).toMatchObject({
    error: { code: "not_your_own" },
  });
  return confirmAnswer(desk.manager2, { decisionId: proposed });
}

async function propose(id: string, answer: ReviewAnswer): Promise<string> {
  const entry = await getCase(desk.manager, id);
  if (!entry.ok) throw new Error(entry.error.code);
  const seen = { caseId: entry.value.id, answer, evidence: "The bank's letter of 22 November" };
  const proposed = await proposeAnswer(desk.manager, seen);
  if (!proposed.ok) throw new Error(proposed.error.code);
  return proposed.value.decisionId;
}

const rowOf = ({ id }: Asked) => database.prisma.refund.findUniqueOrThrow({ where: { id } });
const countersOf = async ({ payment }: Asked) => {
  const row = await database.prisma.payment.findUniqueOrThrow({ where: { id: payment.paymentId } });
  return [row.reservedMinor, row.refundedMinor, row.gatewayRefundedMinor, row.heldMinor];
};
const ledgerOf = async ({ id }: Asked) =>
  (await database.prisma.ledgerEntry.findMany({ where: { refundId: id }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );

describe("E17 money that came back after it was refunded", () => {
  it("changes nothing by itself, and shows both proofs with what each answer would mean", async () => {
    const asked = await atTheGateway();
    await told(asked);
    await told(asked, FAILED);

    expect(await rowOf(asked)).toMatchObject({ state: "succeeded" });
    expect(await countersOf(asked)).toEqual([0n, 40_000n, 40_000n, 0n]);
    expect(await getCase(desk.staff, asked.id)).toMatchObject({
      value: {
        kind: "contradiction",
        answers: ["came_back", "noted"],
        proofs: [
          { verdict: "in_progress" },
          { verdict: "moved", source: "notification" },
          { verdict: "not_moved", source: "notification" },
        ],
      },
    });
  });

  it("becomes Came back by two people: its amount is free again, and the ledger says so", async () => {
    const asked = await atTheGateway();
    await told(asked);
    await told(asked, FAILED);

    expect(await answered(asked, "came_back")).toMatchObject({ ok: true, value: { state: "reversed" } });

    expect(await countersOf(asked)).toEqual([0n, 0n, 0n, 0n]);
    expect(await ledgerOf(asked)).toEqual(["reserve", "post", "reverse"]);
    const again = { requestKey: randomUUID(), paymentId: asked.payment.paymentId, amount: "100000", reason: "Again" };
    expect(await requestRefund(desk.staff, again)).toMatchObject({ ok: true });
  });

  it("stays refunded where two people note it, and a word of the gateway in between asks them anew", async () => {
    const asked = await atTheGateway();
    await told(asked);
    await told(asked, FAILED);
    const decisionId = await propose(asked.id, "came_back");

    await told(asked, { neo_TransactionID: "ANOTHERREF" });

    expect(await confirmAnswer(desk.manager2, { decisionId })).toMatchObject({ error: { code: "already_decided" } });
    expect(await answered(asked, "noted")).toMatchObject({ ok: true, value: { state: "succeeded" } });
    expect(await countersOf(asked)).toEqual([0n, 40_000n, 40_000n, 0n]);
  });
});

describe("E18 money that moved after it was called failed", () => {
  it("is booked as gone by two people, instead of set aside; the refund stays failed", async () => {
    const asked = await atTheGateway();
    await told(asked, FAILED);
    await told(asked);
    expect(await countersOf(asked)).toEqual([0n, 0n, 0n, 40_000n]);

    expect(await answered(asked, "booked")).toMatchObject({ ok: true, value: { state: "failed" } });

    expect(await countersOf(asked)).toEqual([0n, 0n, 40_000n, 0n]);
    expect(await ledgerOf(asked)).toEqual(["reserve", "release"]);
    const tooMuch = { requestKey: randomUUID(), paymentId: asked.payment.paymentId, amount: "60001", reason: "Rest" };
    expect(await requestRefund(desk.staff, tooMuch)).toMatchObject({ error: { code: "refund_exceeds_balance" } });
  });

  it("is free again where two people find that it did not move", async () => {
    const asked = await atTheGateway();
    await told(asked, FAILED);
    await told(asked);

    expect(await answered(asked, "noted")).toMatchObject({ ok: true, value: { state: "failed" } });

    expect(await countersOf(asked)).toEqual([0n, 0n, 0n, 0n]);
  });
});
