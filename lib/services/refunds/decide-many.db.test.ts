import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { policyDocumentSchema } from "#lib/domain/policy.ts";
import type { Services } from "#lib/services/context.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson } from "#prisma/factories/people.ts";
import { teamAtWork } from "#prisma/factories/team.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { countApprovals } from "./approval-filter.ts";
import { approveRefund } from "./approve-refund.ts";
import { approveRefunds, undoApprovals } from "./decide-many.ts";
import { getRefundView } from "./get-refund.ts";
import { listApprovals } from "./list-approvals.ts";
import { requestGroup } from "./request-group.ts";
import { requestRefund } from "./request-refund.ts";

const database = useTestDatabase();
let services: Services;
let staff: TestPerson;
let manager: TestPerson;
let manager2: TestPerson;
let accountId: string;

beforeAll(async () => {
  ({ services, staff, manager, manager2, accountId } = await teamAtWork(database.prisma));
});

// Each test begins with the usual policy, whatever the one before it wanted.
beforeEach(() => inForce({ default: { approvals: 1 } }));

afterEach(async () => {
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
});

type Seen = { readonly refundId: string; readonly sealedHash: string };

async function asked(amount: string, by: TestPerson = staff): Promise<Seen> {
  const { paymentIds } = await createOrder(database.prisma, {
    payments: [{ gatewayAccountId: accountId, amount: "100000" }],
  });
  const wish = { requestKey: randomUUID(), paymentId: paymentIds[0] ?? "", amount, reason: "Returned" };
  const answer = await requestRefund(by, wish);
  if (!answer.ok) throw new Error(answer.error.code);
  return seenOf(answer.value.id);
}

async function askedTogether(amounts: readonly [string, string]): Promise<Seen> {
  const { paymentIds } = await createOrder(database.prisma, {
    payments: amounts.map((amount) => ({ gatewayAccountId: accountId, amount })),
  });
  const parts = paymentIds.map((paymentId, index) => ({ paymentId, amount: amounts[index] ?? "" }));
  const amount = String(amounts.reduce((sum, one) => sum + Number(one), 0));
  const answer = await requestGroup(staff, { requestKey: randomUUID(), amount, reason: "Came back whole", parts });
  if (!answer.ok) throw new Error(answer.error.code);
  return seenOf(answer.value.id);
}

async function seenOf(refundId: string): Promise<Seen> {
  const view = await getRefundView(manager, refundId);
  if (!view.ok) throw new Error(view.error.code);
  return { refundId, sealedHash: view.value.sealedHash };
}

const stateOf = async ({ refundId }: Seen) =>
  (await database.prisma.refund.findUniqueOrThrow({ where: { id: refundId } })).state;
const statesOf = (all: readonly Seen[]) => Promise.all(all.map(stateOf));

async function answersOf(answer: Awaited<ReturnType<typeof approveRefunds>>) {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.map((one) => (one.ok ? one.state : one.code));
}

async function queueOf(person: TestPerson) {
  const page = await listApprovals(person, { tab: "for-me", limit: 200 });
  if (!page.ok) throw new Error(page.error.code);
  return page.value;
}

describe("approving several at once", () => {
  it("B09 B01 approves what is valid, and says of each other why it is not: own, changed, decided, unknown", async () => {
    const [first, own, changed] = [await asked("10000"), await asked("20000", manager), await asked("30000")];
    const [decided, last] = [await asked("40000"), await asked("50000")];
    await approveRefund(manager2, decided);

    const answers = await approveRefunds(manager, {
      seen: [
        first,
        own,
        { ...changed, sealedHash: "as it was before" },
        decided,
        { refundId: randomUUID(), sealedHash: "x" },
        last,
      ],
    });

    expect(await answersOf(answers)).toEqual([
      ...["queued", "not_your_own", "content_changed", "already_decided", "refund_not_found", "queued"],
    ]);
    expect(await statesOf([first, own, changed, decided, last])).toEqual([
      ...["queued", "awaiting_approval", "awaiting_approval", "queued", "queued"],
    ]);
    expect(await database.prisma.approval.count({ where: { refundId: own.refundId } })).toBe(0);
  });

  it("B03 counts each once where two managers approve the same rows at once", async () => {
    const rows = await Promise.all(Array.from({ length: 12 }, () => asked("10000")));

    const [one, other] = await Promise.all([
      approveRefunds(manager, { seen: rows }),
      approveRefunds(manager2, { seen: rows.toReversed() }),
    ]);

    const both = [...(await answersOf(one)), ...(await answersOf(other))];
    expect(both.filter((answer) => answer === "queued")).toHaveLength(12);
    expect(both.filter((answer) => answer === "already_decided")).toHaveLength(12);
    const ids = rows.map(({ refundId }) => refundId);
    expect(await database.prisma.approval.count({ where: { refundId: { in: ids } } })).toBe(12);
  });

  it("B09 goes on after one whose transaction broke, and gives that one an error ID", async () => {
    const rows = [await asked("10000"), await asked("20000"), await asked("30000")];
    let turn = 0;
    const shaky: TestPerson = {
      ...manager,
      store: {
        ...manager.store,
        transaction: (work) => {
          turn += 1;
          return turn === 2 ? Promise.reject(new Error("the connection is gone")) : manager.store.transaction(work);
        },
      },
    };

    const answers = await approveRefunds(shaky, { seen: rows });

    expect(await answersOf(answers)).toEqual(["queued", "unavailable", "queued"]);
    expect(answers).toMatchObject({ value: { 1: { eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) } } });
    expect(await statesOf(rows)).toEqual(["queued", "awaiting_approval", "queued"]);
  });

  it("counts a group as the one request that it is, under the seal of all its parts", async () => {
    const [alone, group] = [await asked("10000"), await askedTogether(["20000", "30000"])];
    const row = (await queueOf(manager)).items.find(({ sealedHash }) => sealedHash === group.sealedHash);
    expect(row).toMatchObject({ together: { amount: "50000", count: 2 }, approve: { may: true } });

    expect(await countApprovals(manager, "for-me", manager.operator.id)).toBe((await queueOf(manager)).items.length);

    expect(await answersOf(await approveRefunds(manager, { seen: [alone, group] }))).toEqual(["queued", "queued"]);
    const { groupId } = await database.prisma.refund.findUniqueOrThrow({ where: { id: group.refundId } });
    const parts = await database.prisma.refund.findMany({ where: { groupId } });
    expect(parts.map(({ state }) => state)).toEqual(["queued", "queued"]);
  });

  it("takes back what has not left, and says which has; what came back stands in the same queue again", async () => {
    const [stays, left] = [await asked("10000"), await asked("20000")];
    const answers = await approveRefunds(manager, { seen: [stays, left] });
    expect(answers).toMatchObject({ value: [{ leavesAt: expect.any(String) }, { leavesAt: expect.any(String) }] });
    const { reference } = await database.prisma.refund.findUniqueOrThrow({ where: { id: left.refundId } });
    const attempt = { id: randomUUID(), refundId: left.refundId, number: 1, kind: "submit", reference };
    await database.prisma.attempt.create({ data: { ...attempt, fence: 0, outcome: "open", credentialVersion: 1 } });

    const back = await undoApprovals(manager, { refundIds: [stays.refundId, left.refundId] });

    expect(await answersOf(back)).toEqual(["awaiting_approval", "too_late"]);
    expect((await queueOf(manager)).items.map(({ id }) => id)).toContain(stays.refundId);
  });

  it("says of one that needs two people that another one has to, and the first one waits for others", async () => {
    await inForce({ default: { approvals: 2 } });
    const row = await asked("10000");
    const answers = await approveRefunds(manager, { seen: [row] });

    expect(answers).toMatchObject({ value: [{ ok: true, state: "awaiting_approval", leavesAt: null }] });
    const idsFor = async (person: TestPerson) => (await queueOf(person)).items.map(({ id }) => id);
    expect(await idsFor(manager)).not.toContain(row.refundId);
    expect(await idsFor(manager2)).toContain(row.refundId);
  });

  it("B07 ends at the day's limit in the middle of them, and a smaller one still fits", async () => {
    const late = await personAtWork(services, "manager");
    await inForce({ default: { approvals: 1 }, limits: [{ of: "approver", currency: "VND", perDay: "100000" }] });
    const rows = [await asked("40000"), await asked("40000"), await asked("30000"), await asked("20000")];
    expect((await queueOf(late)).limits).toEqual([{ currency: "VND", perDay: "100000", left: "100000" }]);

    expect(await answersOf(await approveRefunds(late, { seen: rows }))).toEqual([
      ...["queued", "queued", "daily_limit_reached", "queued"],
    ]);

    const [, , beyond] = rows;
    const queue = await queueOf(late);
    expect(queue.limits).toMatchObject([{ left: "0" }]);
    const refused = { may: false, why: "over_limit" };
    expect(queue.items.find(({ id }) => id === beyond?.refundId)?.approve).toEqual(refused);
    const view = await getRefundView(late, beyond?.refundId ?? "");
    expect(view).toMatchObject({ value: { abilities: { approve: refused, reject: { may: true } } } });
  });
});

async function inForce(document: object): Promise<void> {
  await database.prisma.policy.create({
    data: { document: policyDocumentSchema.parse({ rules: [], ...document }), createdBy: "test" },
  });
}
