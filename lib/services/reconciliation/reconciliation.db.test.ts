import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ReconciliationReport } from "#lib/contracts/reconciliation.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { listCases } from "#lib/services/review/list-cases.ts";
import { confirmAnswer, proposeAnswer } from "#lib/services/review/review-case.ts";
import { type Hands, openHands } from "#prisma/factories/hands.ts";
import { type NeoxDesk, openNeoxDesk, type PaidOrder } from "#prisma/factories/neox-desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { compareExtract } from "./compare-extract.ts";
import { getReconciliation } from "./list-reconciliations.ts";
import { reconcileNext } from "./reconcile-next.ts";
import { startNightly, startReconciliation } from "./start-reconciliation.ts";

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

/** The worker's part, until this comparison is over. */
async function reconciled(): Promise<ReconciliationReport> {
  const started = await startReconciliation(desk.manager, { gatewayAccountId: desk.accountId });
  if (!started.ok) throw new Error(started.error.code);
  const [id = ""] = started.value.ids;
  while (await reconcileNext(hands.context, { only: id }));
  const report = await getReconciliation(desk.manager, id);
  if (!report.ok) throw new Error(report.error.code);
  return report.value;
}

async function refunded(payment: PaidOrder, amount = "40000"): Promise<string> {
  const command = { requestKey: randomUUID(), paymentId: payment.paymentId, amount, reason: "Returned" };
  const answer = await requestRefund(desk.staff, command);
  if (!answer.ok) throw new Error(answer.error.code);
  const { id, reference } = answer.value;
  await desk.gateway.plan({ byReference: { [reference]: { settleAfterMs: 60_000 } } });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  expect(await hands.work(id)).toBe("processing");
  await desk.gateway.settle({ requestId: reference, result: "success" });
  await expect
    .poll(async () => {
      await hands.readInbox();
      return (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;
    })
    .toBe("succeeded");
  return reference;
}

const about = (report: ReconciliationReport, { paymentId }: PaidOrder) =>
  report.found.filter(({ subject }) => subject === paymentId);
const portalRefund = ({ gatewayPaymentRef }: PaidOrder, amount: number) =>
  desk.gateway.portalRefund({ merchantCode: "UFLIYL", paymentId: gatewayPaymentRef, amount });
const caseAbout = async ({ orderId }: PaidOrder) => {
  const cases = await listCases(desk.manager, {});
  return cases.ok ? cases.value.items.find((entry) => !("refund" in entry) && entry.orderId === orderId) : undefined;
};
const rowOf = ({ paymentId }: PaidOrder) => database.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });

describe("H10 a comparison with the gateway", () => {
  it("finds nothing where all that left is known: refunds of ours, and those that came in with the payment", async () => {
    const payment = await desk.paid({ refunded: 15_000 });
    await refunded(payment);

    const report = await reconciled();

    expect(about(report, payment)).toEqual([]);
    expect(report).toMatchObject({ finishedAt: expect.any(String), checked: report.total, unanswered: 0 });
  });

  it("F15 F16 money that left in the gateway's portal is a case with both figures, and is booked by two people only", async () => {
    const payment = await desk.paid();
    await refunded(payment);
    await portalRefund(payment, 25_000);
    const refundsBefore = await database.prisma.refund.findMany({ where: { paymentId: payment.paymentId } });

    const figures = { kind: "refunded_elsewhere", ours: "40000", theirs: "65000" };
    expect(about(await reconciled(), payment)).toMatchObject([figures]);
    expect(await database.prisma.refund.findMany({ where: { paymentId: payment.paymentId } })).toEqual(refundsBefore);

    const entry = await caseAbout(payment);
    expect(entry).toMatchObject({ ...figures, answers: ["booked", "noted"], detail: { difference: "25000" } });
    const seen = {
      caseId: entry?.id ?? "",
      answer: "booked" as const,
      evidence: "Refund made in the portal on 22 Nov",
    };
    expect(await proposeAnswer(desk.staff, seen)).toMatchObject({ error: { code: "forbidden" } });
    const proposed = await proposeAnswer(desk.manager, seen);
    if (!proposed.ok) throw new Error(proposed.error.code);
    expect(await confirmAnswer(desk.manager, proposed.value)).toMatchObject({ error: { code: "not_your_own" } });
    expect(await database.prisma.outsideRefund.count({ where: { paymentId: payment.paymentId } })).toBe(0);
    expect(await confirmAnswer(desk.manager2, proposed.value)).toMatchObject({ ok: true });

    expect(await database.prisma.outsideRefund.findMany({ where: { paymentId: payment.paymentId } })).toMatchObject([
      { amountMinor: 25_000n, source: "two_people", decisionId: proposed.value.decisionId },
    ]);
    expect(await rowOf(payment)).toMatchObject({ refundedMinor: 40_000n, gatewayRefundedMinor: 65_000n });
    const rest = { requestKey: randomUUID(), paymentId: payment.paymentId, reason: "Rest" };
    expect(await requestRefund(desk.staff, { ...rest, amount: "35001" })).toMatchObject({
      error: { code: "refund_exceeds_balance" },
    });
    expect(about(await reconciled(), payment)).toEqual([]);
    expect(await caseAbout(payment)).toBeUndefined();
  });

  it("a refund that we call refunded and the gateway does not count is a case once it is old enough to show", async () => {
    const payment = await desk.paid();
    const reference = await refunded(payment);
    // Somebody imported it with more than the gateway ever saw.
    const outside = { id: randomUUID(), paymentId: payment.paymentId, amountMinor: 30_000n, source: "import" };
    await database.prisma.outsideRefund.create({ data: outside });
    expect(about(await reconciled(), payment)).toEqual([]);

    await database.prisma
      .$executeRaw`UPDATE refund SET final_at = now() - interval '15 days' WHERE reference = ${reference}`;

    const missing = { kind: "missing_at_gateway", ours: "70000", theirs: "40000", severity: 1 };
    expect(about(await reconciled(), payment)).toMatchObject([missing]);
    expect(await caseAbout(payment)).toMatchObject({ ...missing, answers: ["noted"] });
    expect(await database.prisma.refund.findFirst({ where: { reference } })).toMatchObject({ state: "succeeded" });
  });

  it("another amount, and a payment that the gateway does not know, are listed; a case closes when all fits again", async () => {
    const [other, unknown] = [await desk.paid(), await desk.paid()];
    await database.prisma.payment.update({ where: { id: other.paymentId }, data: { capturedMinor: 90_000n } });
    await database.prisma.payment.update({ where: { id: unknown.paymentId }, data: { gatewayPaymentRef: "NOSUCH" } });

    const report = await reconciled();
    expect(about(report, other)).toMatchObject([{ kind: "amount_differs", ours: "90000", theirs: "100000" }]);
    expect(about(report, unknown)).toMatchObject([{ kind: "payment_missing", ours: "100000", theirs: null }]);

    await database.prisma.payment.update({ where: { id: other.paymentId }, data: { capturedMinor: 100_000n } });
    await reconciled();
    expect(await caseAbout(other)).toBeUndefined();
    expect(await caseAbout(unknown)).toMatchObject({ kind: "payment_missing" });
    await database.prisma.payment.delete({ where: { id: unknown.paymentId } }).catch(() => {});
  });

  it("goes on where a worker that died stopped, and two that ask get one comparison", async () => {
    await Promise.all(Array.from({ length: 25 }, () => desk.paid()));
    const asked = await Promise.all([
      startReconciliation(desk.manager, {}),
      startReconciliation(desk.manager2, { gatewayAccountId: desk.accountId }),
    ]);
    const [id = "", ...others] = [...new Set(asked.flatMap((one) => (one.ok ? one.value.ids : [])))];
    expect(others).toEqual([]);

    await reconcileNext(hands.context, { only: id });
    const half = await database.prisma.reconciliation.findUniqueOrThrow({ where: { id } });
    expect(half).toMatchObject({ finishedAt: null, checked: 20 });
    // It died over the next slice: its lease runs out.
    const leaseUntil = new Date(Date.now() - 1_000);
    await database.prisma.reconciliation.update({ where: { id }, data: { leaseOwner: "dead", leaseUntil } });
    while (await reconcileNext(hands.context, { only: id }));

    const done = await database.prisma.reconciliation.findUniqueOrThrow({ where: { id } });
    expect(done.finishedAt).not.toBeNull();
    expect(done.checked).toBe(done.total);
  });

  it("begins by itself once a night for every account that is older than the night", async () => {
    await database.prisma.gatewayAccount.update({
      where: { id: desk.accountId },
      data: { createdAt: new Date(Date.now() - 3 * 86_400_000) },
    });
    for (let time = 0; time < 3; time += 1) await startNightly(hands.context);

    expect(await database.prisma.reconciliation.count({ where: { night: { not: null } } })).toBe(1);
    while (await reconcileNext(hands.context));
    await startNightly(hands.context);
    expect(await database.prisma.reconciliation.count({ where: { night: { not: null } } })).toBe(1);
  });
});

describe("H10 an extract of the gateway's portal", () => {
  const compare = async (rows: readonly string[]) => {
    const csv = Buffer.from(["reference,gatewayRef,gatewayPaymentRef,amount,currency,state,at", ...rows].join("\n"));
    const compared = await compareExtract(desk.manager, { gatewayAccountId: desk.accountId, csv, fileName: "nov.csv" });
    if (!compared.ok) throw new Error(JSON.stringify(compared.error));
    return compared.value;
  };
  const everything = async () => ({
    refunds: await database.prisma.refund.findMany({ orderBy: { id: "asc" } }),
    payments: await database.prisma.payment.findMany({ orderBy: { id: "asc" } }),
    ledger: await database.prisma.ledgerEntry.count(),
  });

  it("is compared line by line, with both figures, and changes nothing", async () => {
    const [same, other, foreign] = [await desk.paid(), await desk.paid(), await desk.paid()];
    const [equal, differing] = [await refunded(same), await refunded(other)];
    const before = await everything();

    const report = await compare([
      `${equal},,,40000,VND,SUCCESS,`,
      `${differing},,,39000,VND,FAILED,`,
      `,PORTAL-7,${foreign.gatewayPaymentRef},30000,VND,SUCCESS,`,
      ",PORTAL-8,NOSUCH,30000,VND,SUCCESS,",
    ]);

    expect(report).toMatchObject({ kind: "file", fileName: "nov.csv", checked: 4, refused: [] });
    expect(report.found.map(({ kind, subject, ours, theirs }) => [kind, subject, ours, theirs])).toEqual([
      ["unknown_here", "PORTAL-7", null, "30000"],
      ["unknown_here", "PORTAL-8", null, "30000"],
      ["amount_differs", differing, "40000", "39000"],
      ["state_differs", differing, "succeeded", "failed"],
    ]);
    expect(await everything()).toEqual(before);
  });

  it("what it knows and we do not is booked once, by two people, however often the extract comes", async () => {
    const payment = await desk.paid();
    const row = `,PORTAL-9,${payment.gatewayPaymentRef},30000,VND,SUCCESS,`;
    await compare([row]);
    await compare([row]);
    const entry = await caseAbout(payment);
    const seen = { caseId: entry?.id ?? "", answer: "booked" as const, evidence: "Line of November's extract" };
    const proposed = await proposeAnswer(desk.manager, seen);
    if (!proposed.ok) throw new Error(proposed.error.code);
    expect(await confirmAnswer(desk.manager2, proposed.value)).toMatchObject({ ok: true });

    expect((await compare([row])).found).toEqual([]);
    expect(await database.prisma.outsideRefund.findMany({ where: { paymentId: payment.paymentId } })).toMatchObject([
      { amountMinor: 30_000n, gatewayRef: "PORTAL-9" },
    ]);
    const rest = { requestKey: randomUUID(), paymentId: payment.paymentId, amount: "70001", reason: "Rest" };
    expect(await requestRefund(desk.staff, rest)).toMatchObject({ error: { code: "refund_exceeds_balance" } });
  });

  it("lists what we call refunded in its time and it does not hold", async () => {
    const reference = await refunded(await desk.paid());
    const now = Date.now();
    const [from, to] = [new Date(now - 60_000).toISOString(), new Date(now + 60_000).toISOString()];

    const report = await compare([`,A,,1,VND,FAILED,${from}`, `,B,,1,VND,FAILED,${to}`]);

    expect(report.found.filter(({ subject }) => subject === reference)).toMatchObject([
      { kind: "missing_there", ours: "40000", theirs: null, severity: 1 },
    ]);
  });

  it("names each line that it cannot read with its fields, and reads the others", async () => {
    const report = await compare([
      ",,,40000,VND,SUCCESS,",
      "R,X,,4.5,VND,SUCCESS,",
      "R,X,,1,ZZZ,perhaps,yesterday",
      "R,X,,1",
      ",OK,,1,VND,FAILED,",
    ]);

    expect(report.checked).toBe(1);
    expect(report.refused.map(({ line, errors }) => [line, errors.map(({ field }) => field)])).toEqual([
      [2, ["reference"]],
      [3, ["amount"]],
      [4, ["state", "at", "currency"]],
      [5, [""]],
    ]);
  });
});
