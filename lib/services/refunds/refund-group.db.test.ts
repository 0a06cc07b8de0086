import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { policyDocumentSchema } from "#lib/domain/policy.ts";
import type { Services } from "#lib/services/context.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson } from "#prisma/factories/people.ts";
import { teamAtWork } from "#prisma/factories/team.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { approveRefund } from "./approve-refund.ts";
import { expireRefunds } from "./expire-refunds.ts";
import { getRefundView } from "./get-refund.ts";
import { listApprovals } from "./list-approvals.ts";
import { moveRefund } from "./move-refund.ts";
import { rejectRefund, sendBackRefund } from "./reject-refund.ts";
import { requestGroup } from "./request-group.ts";
import { requestRefund } from "./request-refund.ts";
import { answerSentBack, letApprovalLapse, undoApproval, withdrawRefund } from "./withdraw-refund.ts";

const database = useTestDatabase();
let services: Services;
let staff: TestPerson;
let manager: TestPerson;
let manager2: TestPerson;
let accountId: string;

beforeAll(async () => {
  ({ services, staff, manager, manager2, accountId } = await teamAtWork(database.prisma));
});

afterEach(async () => {
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
});

const RECEIVER = { accountName: "NGUYEN VAN A", accountNumber: "9704000012345", swiftCode: "ASCBVNVX" };

/** An order with a payment of each amount; 100000 means VND. */
async function paid(...payments: { amount: string; method?: string }[]): Promise<readonly string[]> {
  const order = await createOrder(database.prisma, {
    payments: payments.map((payment) => ({ gatewayAccountId: accountId, ...payment })),
  });
  return order.paymentIds;
}

const twice = (amount: string) => paid({ amount }, { amount });

function wish(paymentIds: readonly string[], amounts: readonly string[]) {
  return {
    requestKey: randomUUID(),
    amount: String(amounts.reduce((sum, amount) => sum + Number(amount), 0)),
    parts: paymentIds.map((paymentId, index) => ({ paymentId, amount: amounts[index] ?? "0" })),
    reason: "Order came back whole",
  };
}

type Wish = Parameters<typeof requestGroup>[1];

async function asked(input: Wish, by = staff) {
  const answer = await requestGroup(by, input);
  if (!answer.ok) throw new Error(answer.error.code);
  return seen(answer.value.id);
}

async function seen(refundId: string) {
  const view = await getRefundView(manager, refundId);
  if (!view.ok) throw new Error(view.error.code);
  return { refundId, sealedHash: view.value.sealedHash, abilities: view.value.abilities };
}

const partsOf = (paymentIds: readonly string[]) =>
  database.prisma.refund.findMany({ where: { paymentId: { in: [...paymentIds] } }, orderBy: { paymentId: "asc" } });
const statesOf = async (paymentIds: readonly string[]) => (await partsOf(paymentIds)).map(({ state }) => state);
const reservedOf = async (paymentIds: readonly string[]) =>
  (await database.prisma.payment.findMany({ where: { id: { in: [...paymentIds] } }, orderBy: { id: "asc" } })).map(
    ({ reservedMinor }) => reservedMinor,
  );

describe("asking for one amount from several payments", () => {
  it("makes a refund of each in one group, each with its own reference, amount and reservation", async () => {
    const payments = await paid({ amount: "100000" }, { amount: "50000" }, { amount: "70000" });
    await asked(wish(payments, ["100000", "20000", "30000"]));

    const parts = await partsOf(payments);
    expect(new Set(parts.map(({ groupId }) => groupId)).size).toBe(1);
    expect(new Set(parts.map(({ reference }) => reference)).size).toBe(3);
    expect(parts.map(({ amountMinor, groupSize }) => [amountMinor, groupSize])).toEqual([
      [100_000n, 3],
      [20_000n, 3],
      [30_000n, 3],
    ]);
    expect(await reservedOf(payments)).toEqual([100_000n, 20_000n, 30_000n]);
  });

  it("C01 reserves nothing at all where one part does not fit", async () => {
    const payments = await paid({ amount: "100000" }, { amount: "100000" }, { amount: "10000" });

    expect(await requestGroup(staff, wish(payments, ["50000", "50000", "10001"]))).toMatchObject({
      ok: false,
      error: { code: "refund_exceeds_balance", errors: [{ field: `part.${payments[2]}` }] },
    });
    expect(await reservedOf(payments)).toEqual([0n, 0n, 0n]);
    expect(await partsOf(payments)).toEqual([]);
  });

  it("C01 C07 gives of shared payments exactly what is there, and each group whole, however many ask at once", async () => {
    const [first = "", second = "", third = ""] = await paid(
      { amount: "100000" },
      { amount: "100000" },
      { amount: "100000" },
    );
    // Every pair is asked for in both orders, so that who locked as they were typed would wait for each other.
    const pairs = [
      [first, second],
      [second, first],
      [second, third],
      [third, second],
      [third, first],
      [first, third],
    ];
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        requestGroup(staff, { ...wish(pairs[index % 6] ?? [], ["30000", "30000"]), evenIfRepeated: true }),
      ),
    );

    const given = answers.filter((answer) => answer.ok).length;
    expect(answers.every((answer) => answer.ok || answer.error.code === "refund_exceeds_balance")).toBe(true);
    const parts = await partsOf([first, second, third]);
    expect(parts).toHaveLength(2 * given);
    expect((await reservedOf([first, second, third])).reduce((all, one) => all + one, 0n)).toBe(
      60_000n * BigInt(given),
    );
    // No pair is left that would still fit.
    const reserved = await reservedOf([first, second, third]);
    expect(reserved.filter((minor) => minor <= 70_000n).length).toBeLessThanOrEqual(1);
  });

  it("A01 makes one group of one form, however often it is posted at once", async () => {
    const payments = await twice("100000");
    const form = wish(payments, ["60000", "60000"]);

    const answers = await Promise.all(Array.from({ length: 12 }, () => requestGroup(staff, form)));

    expect(new Set(answers.map((answer) => (answer.ok ? answer.value.id : answer.error.code))).size).toBe(1);
    expect(await partsOf(payments)).toHaveLength(2);
  });

  it("A04 refuses one key for two contents: other parts, other payments, or a refund of one payment", async () => {
    const [first = "", second = "", third = ""] = await paid(
      { amount: "100000" },
      { amount: "100000" },
      { amount: "100000" },
    );
    const form = wish([first, second], ["10000", "10000"]);
    await requestGroup(staff, form);
    const reused = { ok: false, error: { code: "idempotency_key_reused" } };

    const { requestKey } = form;
    expect(await requestGroup(staff, { ...wish([first, second], ["11000", "9000"]), requestKey })).toMatchObject(
      reused,
    );
    expect(await requestGroup(staff, { ...wish([second, third], ["10000", "10000"]), requestKey })).toMatchObject(
      reused,
    );
    const single = { paymentId: third, amount: "5000", reason: "One item" };
    expect(await requestRefund(staff, { ...single, requestKey })).toMatchObject(reused);
    expect(await requestGroup(await personAtWork(services, "staff"), form)).toMatchObject({
      error: { errors: [{ field: "requestKey" }] },
    });
    expect(await partsOf([first, second, third])).toHaveLength(2);
  });

  it("A02 A11 warns of a repetition and of a balance that moved, for any of the parts", async () => {
    const payments = await twice("100000");
    const [, second = ""] = payments;
    await requestRefund(staff, { requestKey: randomUUID(), paymentId: second, amount: "20000", reason: "One item" });

    const form = wish(payments, ["30000", "20000"]);
    expect(await requestGroup(staff, form)).toMatchObject({ error: { code: "duplicate_refund_suspected" } });
    const stale = form.parts.map((part) => ({ ...part, balanceToken: "old" }));
    expect(await requestGroup(staff, { ...form, parts: stale, evenIfRepeated: true })).toMatchObject({
      error: { code: "balance_changed" },
    });
    expect(await requestGroup(staff, { ...form, evenIfRepeated: true })).toMatchObject({ ok: true });
  });

  it("A08 refuses parts that are not of one order, not two, or not the amount", async () => {
    const payments = await twice("100000");
    const other = await paid({ amount: "100000" });
    const refused = (message: string) => ({ ok: false, error: { errors: [{ field: "amount", message }] } });

    const form = wish(payments, ["30000", "20000"]);
    expect(await requestGroup(staff, { ...form, amount: "50001" })).toMatchObject(refused("split_differs"));
    expect(await requestGroup(staff, { ...form, parts: form.parts.slice(0, 1) })).toMatchObject(
      refused("split_too_few"),
    );
    const across = [payments[0] ?? "", other[0] ?? ""];
    expect(await requestGroup(staff, wish(across, ["10000", "10000"]))).toMatchObject(refused("split_of_several"));
    const same = [payments[0] ?? "", payments[0] ?? ""];
    expect(await requestGroup(staff, wish(same, ["10000", "10000"]))).toMatchObject(refused("split_twice"));
    const part = { field: `part.${payments[0]}`, message: "money_not_positive" };
    expect(await requestGroup(staff, wish(payments, ["0", "20000"]))).toMatchObject({ error: { errors: [part] } });
    expect(await reservedOf([...payments, ...other])).toEqual([0n, 0n, 0n]);
  });

  it("asks for the beneficiary once, and gives the account only to the parts that need it", async () => {
    const payments = await paid({ amount: "100000", method: "QR" }, { amount: "100000", method: "CC" });
    const form = wish(payments, ["20000", "30000"]);
    expect(await requestGroup(staff, form)).toMatchObject({ error: { code: "receiver_required" } });

    await asked({ ...form, receiver: RECEIVER });
    const [qr, card] = await partsOf(payments);
    expect([qr?.receiverDigest !== null, card?.receiverDigest]).toEqual([true, null]);
  });
});

describe("the policy, for a group", () => {
  async function policy(document: unknown): Promise<void> {
    await database.prisma.policy.create({
      data: { document: policyDocumentSchema.parse(document) as never, createdBy: "test" },
    });
  }
  afterEach(() => policy({ default: { approvals: 1 } }));

  it("B07 is as strict as for the whole sum: nothing slips under a limit by being cut", async () => {
    await policy({ default: { approvals: 2 }, rules: [{ currency: "VND", upTo: "50000", approvals: 0 }] });
    const small = await twice("100000");
    await asked(wish(small, ["20000", "30000"]));
    expect(await statesOf(small)).toEqual(["queued", "queued"]);

    const cut = await twice("100000");
    await asked(wish(cut, ["20000", "30001"]));
    expect((await partsOf(cut)).map(({ requiredApprovals }) => requiredApprovals)).toEqual([2, 2]);
  });

  it("B07 is as strict as the strictest part, also where a rule is stricter with small amounts", async () => {
    await policy({
      default: { approvals: 1 },
      rules: [
        { method: "QR", approvals: 3 },
        { currency: "VND", upTo: "20000", approvals: 2 },
      ],
    });
    const mixed = await paid({ amount: "100000", method: "QR" }, { amount: "100000" });
    await asked({ ...wish(mixed, ["30000", "30000"]), receiver: RECEIVER });
    expect((await partsOf(mixed)).map(({ requiredApprovals }) => requiredApprovals)).toEqual([3, 3]);

    const small = await twice("100000");
    await asked(wish(small, ["15000", "15000"]));
    expect((await partsOf(small)).map(({ requiredApprovals }) => requiredApprovals)).toEqual([2, 2]);
  });

  it("B07 counts all parts in the day's limits, of who asks, of a payment and of who approves", async () => {
    const limit = (of: string, perDay: string) => ({ of, currency: "VND", perDay });
    await policy({ default: { approvals: 1 }, limits: [limit("requester", "50000")] });
    const asker = await personAtWork(services, "staff");
    const payments = await twice("100000");
    expect(await requestGroup(asker, wish(payments, ["30000", "20001"]))).toMatchObject({
      error: { code: "daily_limit_reached" },
    });
    expect(await reservedOf(payments)).toEqual([0n, 0n]);
    await asked(wish(payments, ["30000", "20000"]), asker);
    const more = await twice("100000");
    expect(await requestGroup(asker, wish(more, ["1", "2"]))).toMatchObject({ error: { code: "daily_limit_reached" } });

    await policy({ default: { approvals: 1 }, limits: [limit("approver", "60000")] });
    const approver = await personAtWork(services, "manager");
    const wanted = await asked(wish(await twice("100000"), ["30000", "30001"]));
    expect(await approveRefund(approver, wanted)).toMatchObject({ error: { code: "daily_limit_reached" } });
    const fits = await asked(wish(await twice("100000"), ["30000", "30000"]));
    expect(await approveRefund(approver, fits)).toMatchObject({ ok: true });
    const one = await asked(wish(await twice("100000"), ["1", "2"]));
    expect(await approveRefund(approver, one)).toMatchObject({ error: { code: "daily_limit_reached" } });

    const rules = [{ currency: "VND", upTo: "90000", approvals: 0 }];
    await policy({ default: { approvals: 1 }, rules, limits: [limit("payment", "40000")] });
    const several = await twice("100000");
    await asked(wish(several, ["20000", "20001"]));
    expect(await statesOf(several)).toEqual(["awaiting_approval", "awaiting_approval"]);
  });
});

describe("deciding about a group", () => {
  it("B03 B04 has one decision for all parts, whichever part it was about", async () => {
    for (let round = 0; round < 6; round += 1) {
      const payments = await twice("100000");
      const wanted = await asked(wish(payments, ["40000", "30000"]));
      const [one, other] = await partsOf(payments);
      const about = (part: typeof one) => ({ ...wanted, refundId: part?.id ?? "" });
      const answers = await Promise.all([
        approveRefund(manager, about(one)),
        approveRefund(manager2, about(other)),
        rejectRefund(manager2, { ...about(other), reason: "No receipt" }),
        withdrawRefund(staff, about(one)),
      ]);
      // Withdrawing may come after the approval, and then takes back all of it.
      const decided = answers.slice(0, 3).filter((answer) => answer.ok).length;
      expect(decided + (answers[3]?.ok ? 1 : 0)).toBeGreaterThanOrEqual(1);
      expect(decided).toBeLessThanOrEqual(1);
      expect(new Set(await statesOf(payments)).size).toBe(1);
    }
  });

  it("B05 is about every part: a change in any of them is something else than what was seen", async () => {
    const payments = await twice("100000");
    const wanted = await asked(wish(payments, ["40000", "30000"]));
    const parts = await partsOf(payments);

    for (const { id, sealedHash } of parts) {
      expect(await approveRefund(manager, { refundId: id, sealedHash })).toMatchObject({
        error: { code: "content_changed" },
      });
      await database.prisma.refund.update({
        where: { id },
        data: { approvalRound: { increment: 1 }, sealedHash: "another" },
      });
      for (const refundId of parts.map((part) => part.id))
        expect(await approveRefund(manager, { ...wanted, refundId })).toMatchObject({
          error: { code: "content_changed" },
        });
      await database.prisma.refund.update({ where: { id }, data: { approvalRound: { increment: 1 }, sealedHash } });
    }
    expect(await approveRefund(manager, wanted)).toMatchObject({ ok: true, value: { state: "queued" } });
    expect(
      await database.prisma.approval.findMany({ where: { refundId: { in: parts.map(({ id }) => id) } } }),
    ).toHaveLength(2);
  });

  it("B01 is never one's own", async () => {
    const wanted = await asked(wish(await twice("100000"), ["40000", "30000"]), manager);
    expect(await approveRefund(manager, wanted)).toMatchObject({ error: { code: "not_your_own" } });
    expect(wanted.abilities.approve).toEqual({ may: false, why: "your_own" });
  });

  it("is sent back, answered and approved as a whole, from any of its parts", async () => {
    const payments = await twice("100000");
    const wanted = await asked(wish(payments, ["40000", "30000"]));
    const [one, other] = (await partsOf(payments)).map(({ id }) => id);
    await sendBackRefund(manager, { ...wanted, reason: "Which items?" });
    expect(await statesOf(payments)).toEqual(["sent_back", "sent_back"]);
    await answerSentBack(staff, { refundId: other ?? "", note: "Both" });
    expect(await statesOf(payments)).toEqual(["awaiting_approval", "awaiting_approval"]);
    expect(await approveRefund(manager, wanted)).toMatchObject({ error: { code: "content_changed" } });

    await approveRefund(manager, await seen(one ?? ""));
    expect(await statesOf(payments)).toEqual(["queued", "queued"]);
    expect(await undoApproval(manager2, wanted)).toMatchObject({ error: { code: "forbidden" } });
    await undoApproval(manager, { refundId: other ?? "" });
    expect(await statesOf(payments)).toEqual(["awaiting_approval", "awaiting_approval"]);
    await rejectRefund(manager, { ...(await seen(other ?? "")), reason: "No" });
    expect(await statesOf(payments)).toEqual(["rejected", "rejected"]);
    expect(await reservedOf(payments)).toEqual([0n, 0n]);
  });

  it("B08 takes nothing back once one part is being sent", async () => {
    const payments = await twice("100000");
    const wanted = await asked(wish(payments, ["40000", "30000"]));
    await approveRefund(manager, wanted);
    const [, sent] = await partsOf(payments);
    const { id = "", reference = "" } = sent ?? {};
    const attempt = { id: randomUUID(), refundId: id, number: 1, kind: "submit", reference, fence: 0, outcome: "open" };
    await database.prisma.attempt.create({ data: { ...attempt, credentialVersion: 1 } });

    expect(await withdrawRefund(staff, wanted)).toMatchObject({ error: { code: "too_late" } });
    expect(await undoApproval(manager, wanted)).toMatchObject({ error: { code: "too_late" } });
    expect(await statesOf(payments)).toEqual(["queued", "queued"]);
  });

  it("B14 brings back, once an approval lapsed, what was not sent, and only that is decided anew", async () => {
    const payments = await twice("100000");
    const wanted = await asked(wish(payments, ["40000", "30000"]));
    await approveRefund(manager, wanted);
    const [sent, left] = (await partsOf(payments)).map(({ id }) => id);
    const worker = { ...services, operator: { kind: "worker", name: "test" } } as const;
    await services.store.transaction(async (tx) => {
      const part = await tx.refunds.lock(sent ?? "");
      if (part) await moveRefund(tx, part, { to: "submitting", by: worker.operator });
    });
    const before = new Date(Date.now() + 60_000);
    await services.store.transaction((tx) => letApprovalLapse(tx, worker, { refundId: left ?? "", before }));

    expect((await statesOf(payments)).toSorted()).toEqual(["awaiting_approval", "submitting"]);
    expect(await getRefundView(manager, left ?? "")).toMatchObject({
      value: { group: { amount: "30000", count: 1, whole: "70000" }, abilities: { approve: { may: true } } },
    });
    expect((await seen(sent ?? "")).abilities.approve).toEqual({ may: false, why: "moved_on" });
    expect(await approveRefund(manager, { ...wanted, refundId: left ?? "" })).toMatchObject({
      error: { code: "content_changed" },
    });
    expect(await approveRefund(manager, await seen(left ?? ""))).toMatchObject({ ok: true });
    expect((await statesOf(payments)).toSorted()).toEqual(["queued", "submitting"]);
  });

  it("is one row in the queue with its sum, and one message to those who approve", async () => {
    const approver = await personAtWork(services, "manager");
    const payments = await twice("100000");
    const wanted = await asked(wish(payments, ["40000", "30000"]));
    const page = await listApprovals(approver, { tab: "for-me", limit: 50 });

    const ids = (await partsOf(payments)).map(({ id }) => id);
    const rows = page.ok ? page.value.items.filter(({ id }) => ids.includes(id)) : [];
    expect(rows).toMatchObject([
      { together: { amount: "70000", count: 2 }, sealedHash: wanted.sealedHash, approve: { may: true } },
    ]);
    const told = await database.prisma.notice.findMany({ where: { userId: approver.operator.id } });
    expect(told.map(({ kind }) => kind)).toEqual(["approval_wanted"]);
  });

  it("B12 frees every part where nobody decided in time", async () => {
    const payments = await twice("100000");
    await asked(wish(payments, ["40000", "30000"]));
    const [one] = await partsOf(payments);
    await database.prisma.refund.updateMany({
      where: { groupId: one?.groupId ?? "" },
      data: { expiresAt: new Date(Date.now() - 1_000) },
    });
    const worker = { ...services, operator: { kind: "worker", name: "test" } } as const;
    await Promise.all([expireRefunds(worker), expireRefunds(worker)]);
    expect(await statesOf(payments)).toEqual(["expired", "expired"]);
    expect(await reservedOf(payments)).toEqual([0n, 0n]);
  });
});

describe("the database itself, for a group", () => {
  it("refuses a group that is not whole, and a decision that leaves a part behind", async () => {
    const payments = await twice("100000");
    await asked(wish(payments, ["40000", "30000"]));
    const [one, other] = await partsOf(payments);
    const change = (text: string, id?: string) =>
      database.prisma.$executeRawUnsafe(`UPDATE refund SET ${text} WHERE id = '${id}'`);

    for (const state of ["rejected", "sent_back"])
      await expect(change(`state = '${state}', version = version + 1`, one?.id)).rejects.toThrow(/go apart/);
    const queued = "state = 'queued', version = version + 1, approved_at = now(), next_run_at = now()";
    await expect(change(queued, other?.id)).rejects.toThrow(/go apart/);
    await expect(change("group_size = 3", one?.id)).rejects.toThrow(/cannot be changed/);

    const { id: _id, ...row } = one ?? { id: "" };
    const third = { ...row, id: randomUUID(), requestKey: randomUUID(), reference: `R${"0".repeat(25)}9F` };
    const [more = ""] = await paid({ amount: "100000" });
    await expect(database.prisma.refund.create({ data: { ...third, paymentId: more } as never })).rejects.toThrow(
      /go apart/,
    );
    await expect(database.prisma.refund.create({ data: third as never })).rejects.toThrow(/Unique constraint/);
  });
});
