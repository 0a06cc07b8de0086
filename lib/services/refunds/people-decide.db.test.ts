import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Services } from "#lib/services/context.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { sealAudit, verifyAudit } from "#lib/services/proof/seal-audit.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson } from "#prisma/factories/people.ts";
import { teamAtWork } from "#prisma/factories/team.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { approveRefund } from "./approve-refund.ts";
import { expireRefunds } from "./expire-refunds.ts";
import { getRefundView } from "./get-refund.ts";
import { rejectRefund, sendBackRefund } from "./reject-refund.ts";
import { requestRefund } from "./request-refund.ts";
import { revealReceiver } from "./reveal-receiver.ts";
import { answerSentBack, undoApproval, withdrawRefund } from "./withdraw-refund.ts";

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

async function requested(
  by: TestPerson = staff,
  method = "CC",
): Promise<{ refundId: string; sealedHash: string; paymentId: string }> {
  const order = await createOrder(database.prisma, {
    payments: [{ gatewayAccountId: accountId, amount: "100000", method }],
  });
  const paymentId = order.paymentIds[0] ?? "";
  const receiver = method === "QR" ? RECEIVER : undefined;
  const answer = await requestRefund(by, {
    requestKey: randomUUID(),
    paymentId,
    amount: "40000",
    reason: "Returned",
    receiver,
  });
  if (!answer.ok) throw new Error(answer.error.code);
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id: answer.value.id } });
  return { refundId: answer.value.id, sealedHash, paymentId };
}

const reservedOf = async (paymentId: string) =>
  (await database.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } })).reservedMinor;

describe("deciding", () => {
  it("B03 has one winner when two managers approve at once", async () => {
    const wanted = await requested();
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => approveRefund(index % 2 ? manager : manager2, wanted)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.error.code === "already_decided")).toHaveLength(23);
  });

  it("B04 has one decision when one approves while another rejects", async () => {
    for (let round = 0; round < 10; round += 1) {
      const wanted = await requested();
      const answers = await Promise.all([
        approveRefund(manager, wanted),
        rejectRefund(manager2, { ...wanted, reason: "No receipt" }),
      ]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    }
  });

  it("B05 refuses a decision about something else than what is there", async () => {
    const wanted = await requested();
    expect(await approveRefund(manager, { ...wanted, sealedHash: "seen before" })).toMatchObject({
      ok: false,
      error: { code: "content_changed" },
    });
  });

  it("B06 reads the role when the button is pressed, not when the page was opened", async () => {
    const demoted = await personAtWork(services, "manager");
    const wanted = await requested();
    await database.prisma.user.update({ where: { id: demoted.operator.id }, data: { role: "staff" } });
    expect(await approveRefund(demoted, wanted)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });

  it("B08 lets exactly one of withdrawing and approving happen", async () => {
    for (let round = 0; round < 10; round += 1) {
      const wanted = await requested();
      await Promise.all([approveRefund(manager, wanted), withdrawRefund(staff, wanted)]);
      const { state } = await database.prisma.refund.findUniqueOrThrow({ where: { id: wanted.refundId } });
      expect(["queued", "cancelled"]).toContain(state);
      expect(await reservedOf(wanted.paymentId)).toBe(state === "queued" ? 40_000n : 0n);
    }
  });

  it("B01 is never one's own", async () => {
    const wanted = await requested(manager);
    for (const decide of [
      approveRefund(manager, wanted),
      rejectRefund(manager, { ...wanted, reason: "Mine" }),
      sendBackRefund(manager, { ...wanted, reason: "Mine" }),
    ]) {
      expect(await decide).toMatchObject({ ok: false, error: { code: "not_your_own" } });
    }
    expect(await getRefundView(manager, wanted.refundId)).toMatchObject({
      ok: true,
      value: { abilities: { approve: { may: false, why: "your_own" } } },
    });
  });

  it("frees the amount when it is rejected, withdrawn or expired", async () => {
    const rejected = await requested();
    await rejectRefund(manager, { ...rejected, reason: "No receipt" });
    const withdrawn = await requested();
    await withdrawRefund(staff, withdrawn);
    const late = await requested();
    await database.prisma.refund.update({
      where: { id: late.refundId },
      data: { expiresAt: new Date(Date.now() - 1_000) },
    });
    expect(await approveRefund(manager, late)).toMatchObject({ ok: false, error: { code: "too_late" } });
    await expireRefunds({ ...services, operator: { kind: "worker", name: "test" } });
    for (const { paymentId } of [rejected, withdrawn, late]) expect(await reservedOf(paymentId)).toBe(0n);
  });

  it("keeps the amount while it is sent back, and starts approval anew with the answer", async () => {
    const wanted = await requested();
    await sendBackRefund(manager, { ...wanted, reason: "Which item?" });
    expect(await reservedOf(wanted.paymentId)).toBe(40_000n);
    await answerSentBack(staff, { refundId: wanted.refundId, note: "The blue shirt" });
    expect(await approveRefund(manager, wanted)).toMatchObject({ ok: false, error: { code: "content_changed" } });
    const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id: wanted.refundId } });
    expect(await approveRefund(manager, { ...wanted, sealedHash })).toMatchObject({
      ok: true,
      value: { state: "queued" },
    });
  });

  it("can be undone by the one who approved, as long as nothing was sent", async () => {
    const wanted = await requested();
    await approveRefund(manager, wanted);
    expect(await undoApproval(manager2, wanted)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await undoApproval(manager, wanted)).toMatchObject({ ok: true, value: { state: "awaiting_approval" } });
    expect(await approveRefund(manager2, wanted)).toMatchObject({ ok: false, error: { code: "content_changed" } });
  });

  it("needs as many different people as the policy asked for when it was requested", async () => {
    await database.prisma.policy.create({
      data: { document: { default: { approvals: 2 }, rules: [] }, createdBy: "test" },
    });
    const wanted = await requested();
    await database.prisma.policy.create({
      data: { document: { default: { approvals: 1 }, rules: [] }, createdBy: "test" },
    });
    expect(await approveRefund(manager, wanted)).toMatchObject({ ok: true, value: { state: "awaiting_approval" } });
    expect(await approveRefund(manager, wanted)).toMatchObject({ ok: false, error: { code: "already_decided" } });
    expect(await approveRefund(manager2, wanted)).toMatchObject({ ok: true, value: { state: "queued" } });
  });
});

describe("a beneficiary's account", () => {
  it("J02 is shown in full to its requester and to managers, for a reason that is written down", async () => {
    const { refundId } = await requested(staff, "QR");
    expect(await revealReceiver(manager, { refundId, reason: "Customer asked" })).toEqual({
      ok: true,
      value: RECEIVER,
    });
    expect(await revealReceiver(await personAtWork(services, "staff"), { refundId, reason: "Curious" })).toMatchObject({
      ok: false,
      error: { code: "forbidden" },
    });
    expect(
      await revealReceiver(await personAtWork(services, "support"), { refundId, reason: "Curious" }),
    ).toMatchObject({ ok: false, error: { code: "forbidden" } });
    const written = await database.prisma.auditEvent.findMany({ where: { refundId, kind: "receiver.revealed" } });
    expect(written).toMatchObject([{ actor: `user:${manager.operator.id}`, data: { reason: "Customer asked" } }]);
  });
});

describe("the audit", () => {
  it("J04 is a chain in which a changed byte shows", async () => {
    await requested();
    await requested();
    while ((await sealAudit(database.prisma)) > 0);
    const verdict = await verifyAudit(database.prisma);
    expect(verdict).toMatchObject({ intact: true, waiting: 0 });

    const sql = (text: string) => database.prisma.$executeRawUnsafe(text);
    await sql("ALTER TABLE audit DISABLE TRIGGER guard_audit");
    await sql(`UPDATE audit SET data = data || '{"touched":1}' WHERE seq = 2`);
    expect(await verifyAudit(database.prisma)).toMatchObject({ intact: false, brokenAt: "2" });
    await sql("UPDATE audit SET data = data - 'touched' WHERE seq = 2");
    await sql("ALTER TABLE audit ENABLE TRIGGER guard_audit");
    expect(await verifyAudit(database.prisma)).toMatchObject({ intact: true });
  });
});
