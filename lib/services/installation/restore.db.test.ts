import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { createPrisma } from "#lib/db/prisma.ts";
import { createEasylinkControl, type EasylinkControl } from "#lib/gateways/easylink/emulator/control.ts";
import { createEasylinkEmulator } from "#lib/gateways/easylink/emulator/emulator.ts";
import { createNeoxControl, type NeoxControl } from "#lib/gateways/neox/emulator/control.ts";
import { createNeoxEmulator } from "#lib/gateways/neox/emulator/emulator.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { compareExtract } from "#lib/services/reconciliation/compare-extract.ts";
import { reconcileNext } from "#lib/services/reconciliation/reconcile-next.ts";
import { startReconciliation } from "#lib/services/reconciliation/start-reconciliation.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { expireRefunds } from "#lib/services/refunds/expire-refunds.ts";
import { getRefundView } from "#lib/services/refunds/get-refund.ts";
import { rejectRefund } from "#lib/services/refunds/reject-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { undoApproval, withdrawRefund } from "#lib/services/refunds/withdraw-refund.ts";
import { confirmAnswer, proposeAnswer } from "#lib/services/review/review-case.ts";
import { askingContext } from "#lib/services/sending/sending.ts";
import { fileWitness } from "#lib/services/sending/witness.ts";
import { createGatewayAccount, NEOX_CREDENTIALS } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { type Desk, openDesk, workerInstallation } from "#prisma/factories/desk.ts";
import { commandLine } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { freezeSending, type Lifted, liftFreeze, type NotCompared, readFreeze } from "./freeze-sending.ts";
import { startWorker } from "./run-worker.ts";
import { watchForRestore } from "./watch-for-restore.ts";

const mchNo = "M1621873433953";
const app = { appId: "60cc09bce4b0f1c0b83761c9", appSecret: "0F1E2D3C4B5A69788796A5B4C3D2E1F0" };

const PROMPT = { settleAfterMs: 50 };

const SETTINGS = { quietTimeS: 1, probeLadderS: [0.1, 0.2], reviewAfterQrS: 20, reviewAfterCardS: 20 };

const database = useTestDatabase();
let desk: Desk;
let neox: NeoxControl;
let easylink: EasylinkControl;
let accounts: { readonly neox: string; readonly easylink: string };

beforeAll(async () => {
  desk = await openDesk(database, (folder) => [createNeoxEmulator(folder), createEasylinkEmulator(folder)]);
  neox = createNeoxControl(desk.emulatorsUrl);
  easylink = createEasylinkControl(desk.emulatorsUrl);
  accounts = {
    neox: await createGatewayAccount(desk.services, {
      baseUrl: neox.baseUrl,
      settings: SETTINGS,
    }),
    easylink: await createGatewayAccount(desk.services, {
      ...{ gateway: "easylink", baseUrl: easylink.baseUrl, credentials: { mchNo, ...app } },
      settings: { quietTimeS: 1, probeLadderS: [0.1, 0.2], reviewAfterS: 20 },
    }),
  };
  await neox.putMerchant(NEOX_CREDENTIALS.merchantCode, {
    secretKey: NEOX_CREDENTIALS.secretKey,
    notificationUrl: `${desk.services.publicUrl}/api/notifications/${accounts.neox}`,
  });
  await easylink.putMerchant(mchNo, { apps: [app], settings: { timeScale: 0.01 } });
  for (const control of [neox, easylink]) await control.plan({ default: PROMPT });
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
});
afterAll(() => desk.close());

afterEach(async () => {
  await database.prisma.installation.updateMany({ data: { frozenAt: null, frozenWhy: null } });
  expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
});

type Asked = { readonly id: string; readonly reference: string };

/** A refund that is approved and in line. */
async function queued(gateway: "neox" | "easylink"): Promise<Asked> {
  const asked = await waiting(gateway);
  await approve(asked);
  return asked;
}

async function approve({ id }: Asked): Promise<void> {
  expect(await approveRefund(desk.manager, await seen(id))).toMatchObject({ ok: true });
}

/** What somebody who decides has in view. */
async function seen(id: string) {
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  return { refundId: id, sealedHash };
}

/** A refund that nobody has decided yet. */
async function waiting(gateway: "neox" | "easylink"): Promise<Asked> {
  const number = randomUUID().replaceAll("-", "").slice(0, 16);
  const refs = { gatewayTransactionRef: `T${number}`, gatewayPaymentRef: `P${number}` };
  if (gateway === "neox") {
    const payments = [{ id: refs.gatewayPaymentRef, amount: 100_000, paymentMethod: "CC" }];
    const { merchantCode } = NEOX_CREDENTIALS;
    await neox.putPayments({ merchantCode, transactionId: refs.gatewayTransactionRef, payments });
  } else {
    const payment = { payOrderId: refs.gatewayPaymentRef, mchOrderNo: refs.gatewayTransactionRef, amount: 10_000 };
    await easylink.putPayments({ mchNo, payments: [payment] });
  }
  const amount = gateway === "neox" ? "100000" : "100.00";
  const order = await createOrder(database.prisma, {
    currency: gateway === "neox" ? "VND" : "HKD",
    payments: [{ gatewayAccountId: accounts[gateway], gateway, amount, ...refs }],
  });
  const wish = { paymentId: order.paymentIds[0] ?? "", amount: gateway === "neox" ? "40000" : "40.00" };
  const asked = await requestRefund(desk.staff, { ...wish, requestKey: randomUUID(), reason: "Returned" });
  if (!asked.ok) throw new Error(asked.error.code);
  return { id: asked.value.id, reference: asked.value.reference };
}

const stateOf = async (id: string) => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;
const becomes = (id: string, state: string) =>
  expect.poll(() => stateOf(id), { timeout: 20_000, interval: 50 }).toBe(state);

/** How often each refund moved, and how often it was asked for, at both gateways. */
async function truthOf(reference: string): Promise<{ readonly moves: number; readonly arrivals: number }> {
  const [vn, hk] = [await neox.truth(), await easylink.truth()];
  const moves = [
    ...vn.refunds.filter((row) => row.requestId === reference),
    ...hk.refunds.filter((row) => row.mchRefundNo === reference),
  ].reduce((sum, row) => sum + row.moves, 0);
  const arrivals = [...vn.submissions.map((row) => row.requestId), ...hk.submissions.map((row) => row.mchRefundNo)];
  return { moves, arrivals: arrivals.filter((each) => each === reference).length };
}

/** Copies the whole database as it is now, and can put the copy in its place. */
async function backUp(): Promise<{ readonly restore: () => Promise<void> }> {
  const name = new URL(database.url).pathname.slice(1);
  const copy = `${name}_copy`;
  await alone(name, `CREATE DATABASE "${copy}" TEMPLATE "${name}"`);
  return {
    restore: async () => {
      await alone(name, `DROP DATABASE "${name}" WITH (FORCE)`);
      await alone(copy, `ALTER DATABASE "${copy}" RENAME TO "${name}"`);
    },
  };
}

async function alone(name: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("templateDatabase").serverUrl });
  await client.connect();
  await database.prisma.$disconnect();
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
  await client.query(sql).finally(() => client.end());
}

/** Nobody ends it while the gateway was not asked: neither people nor the clock. */
async function keepsItsAmount(id: string): Promise<void> {
  const rejection = { ...(await seen(id)), reason: "Not wanted any more" };
  expect(await rejectRefund(desk.manager, rejection)).toMatchObject({ error: { code: "not_verified_yet" } });
  expect(await withdrawRefund(desk.staff, { refundId: id })).toMatchObject({ error: { code: "not_verified_yet" } });
  const { expiresAt } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await database.prisma.refund.update({ where: { id }, data: { expiresAt: new Date(0) } });
  expect(await expireRefunds(commandLine(desk.services))).toBe(0);
  await database.prisma.refund.update({ where: { id }, data: { expiresAt } });
}

async function isVerified(id: string): Promise<void> {
  const since = async () => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).verifySince;
  await expect.poll(since).toBeNull();
}

/** Two people saw it in the gateway's portal. */
async function areRefunded(id: string): Promise<void> {
  const entry = await database.prisma.case.findFirstOrThrow({ where: { refundId: id, closedAt: null } });
  const answer = { caseId: entry.id, answer: "refunded" as const, evidence: "In the portal's list since the backup" };
  expect(await proposeAnswer(desk.manager, { ...answer, answer: "send_again" })).toMatchObject({ ok: false });
  const proposed = await proposeAnswer(desk.manager, answer);
  if (!proposed.ok) throw new Error(proposed.error.code);
  expect(await confirmAnswer(desk.manager2, proposed.value)).toMatchObject({ ok: true });
  expect(await stateOf(id)).toBe("succeeded");
}

describe("after a restore from a backup", () => {
  it("C06 H06 nothing is sent until a person lets it, and nothing that was sent before is sent again", {
    timeout: 60_000,
  }, async () => {
    await (await desk.startWorker()).stop();
    const [atNeox, atEasylink] = [await queued("neox"), await queued("easylink")];
    const [neverSent, toldLater] = [await queued("easylink"), await queued("easylink")];
    const [approvedLater, approvedAtNeox] = [await waiting("easylink"), await waiting("neox")];
    const neverApproved = [await waiting("easylink"), await waiting("neox")];
    await easylink.plan({ default: PROMPT, byReference: { [toldLater.reference]: { settleAfterMs: null } } });
    const anHour = new Date(Date.now() + 3_600_000);
    await database.prisma.refund.update({ where: { id: neverSent.id }, data: { nextRunAt: anHour } });
    const backup = await backUp();
    const lost = await desk.startWorker();
    for (const asked of [approvedLater, approvedAtNeox]) await approve(asked);
    for (const { id } of [atNeox, atEasylink, approvedLater, approvedAtNeox]) await becomes(id, "succeeded");
    await becomes(toldLater.id, "processing");
    await lost.stop();

    await backup.restore();
    const settings = { ...SETTINGS, reviewAfterQrS: 1, reviewAfterCardS: 1 };
    await database.prisma.gatewayAccount.update({ where: { id: accounts.neox }, data: { settings } });
    await watchForRestore(commandLine(desk.services));
    expect(await readFreeze(desk.services)).toMatchObject({ why: "another_database" });
    for (const { id } of [approvedLater, approvedAtNeox, ...neverApproved]) await keepsItsAmount(id);
    const worker = await desk.startWorker();

    // Signed proof is proof, also while nothing is sent.
    await easylink.settle({ mchRefundNo: toldLater.reference, result: "success" });
    for (const { id } of [toldLater, atEasylink]) await becomes(id, "succeeded");
    // Whose approvals are lost, and where only a total tells, people decide.
    for (const { id } of [atNeox, approvedLater, approvedAtNeox]) await becomes(id, "needs_review");
    for (const { id } of neverApproved) await isVerified(id);
    await database.prisma.refund.update({ where: { id: neverSent.id }, data: { nextRunAt: new Date() } });
    await isVerified(neverSent.id);
    expect(await stateOf(neverSent.id)).toBe("queued");

    await expect.poll(() => liftFreeze(commandLine(desk.services))).toEqual({ kind: "lifted" });
    await becomes(neverSent.id, "succeeded");
    for (const { id } of neverApproved)
      expect(await rejectRefund(desk.manager, { ...(await seen(id)), reason: "Asked twice" })).toMatchObject({
        ok: true,
      });
    for (const { id } of [approvedLater, approvedAtNeox]) await areRefunded(id);
    for (const { reference } of [atNeox, atEasylink, neverSent, toldLater, approvedLater, approvedAtNeox]) {
      expect({ reference, ...(await truthOf(reference)) }).toEqual({ reference, moves: 1, arrivals: 1 });
    }
    await worker.stop();
  });

  it("C06 a database that lacks the last attempt of this machine is known for one from the past", async () => {
    const folder = mkdtempSync(join(tmpdir(), "refund-desk-witness-"));
    const witnessFolder = join(folder, "witness");
    const first = await startWorker({ ...workerInstallation(database.url), witnessFolder });
    const sent = await queued("easylink");
    await becomes(sent.id, "succeeded");
    await first.stop();
    expect(await readFreeze(desk.services)).toBeNull();

    const [row] = await database.prisma.$queryRaw<[{ place: string }]>`
      SELECT (SELECT system_identifier::text FROM pg_control_system()) || '-' || oid::text AS place FROM pg_database WHERE datname = current_database()`;
    const witness = fileWitness(join(witnessFolder, row.place));
    expect(await database.prisma.attempt.count({ where: { id: witness.lastAttempt() ?? "" } })).toBe(1);
    witness.note(randomUUID());
    const second = await startWorker({ ...workerInstallation(database.url), witnessFolder });

    expect(await readFreeze(desk.services)).toMatchObject({ why: "from_the_past" });
    await expect.poll(() => liftFreeze(commandLine(desk.services))).toEqual({ kind: "lifted" });
    await becomes((await queued("easylink")).id, "succeeded");
    expect(await readFreeze(desk.services)).toBeNull();
    await second.stop();
    rmSync(folder, { recursive: true });
  });

  it("C06 what is in line and not verified is withdrawn by nobody; an approval that is taken back leaves it to be asked for", async () => {
    const { id } = await queued("easylink");
    await freezeSending(commandLine(desk.services), "ordered");

    expect(await withdrawRefund(desk.staff, { refundId: id })).toMatchObject({ error: { code: "not_verified_yet" } });
    expect(await getRefundView(desk.staff, id)).toMatchObject({
      value: { abilities: { withdraw: { may: false, why: "not_verified_yet" } } },
    });
    expect(await undoApproval(desk.manager, { refundId: id })).toMatchObject({ ok: true });

    await keepsItsAmount(id);
    const { state, nextRunAt } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
    expect({ state, isDue: nextRunAt !== null }).toEqual({ state: "awaiting_approval", isDue: true });
  });

  it("C06 a database that is put back to a moment at which it was frozen is verified and compared anew", async () => {
    const cli = commandLine(desk.services);
    const before = await waiting("neox");
    await freezeSending(cli, "ordered");
    const since = await waiting("neox");
    while (await reconcileNext({ ...askingContext(cli), worker: "hands" }));
    const { paymentId, verifyFromMinor } = await database.prisma.refund.findUniqueOrThrow({ where: { id: before.id } });
    await database.prisma.payment.update({ where: { id: paymentId }, data: { gatewayRefundedMinor: 40_000n } });

    await freezeSending(cli, "from_the_past");

    await keepsItsAmount(since.id);
    expect(await database.prisma.refund.findUnique({ where: { id: before.id } })).toMatchObject({ verifyFromMinor });
    expect(await liftFreeze(cli)).toMatchObject({ kind: "not_compared" });
  });

  it("C06 the database itself keeps the amount of what is not verified", async () => {
    const { id } = await waiting("easylink");
    await freezeSending(commandLine(desk.services), "ordered");

    for (const state of ["rejected", "expired", "cancelled"] as const) {
      await expect(
        database.prisma.refund.update({ where: { id }, data: { state, version: { increment: 1 } } }),
      ).rejects.toThrow(/not verified/);
    }
  });

  it("H06 sending goes on only when every account was compared with its gateway since the freeze", async () => {
    const cli = commandLine(desk.services);
    const asking = { ...askingContext(cli), worker: "hands" };
    const ids = [accounts.easylink, accounts.neox];
    await startReconciliation(cli, {});
    while (await reconcileNext(asking));
    await startReconciliation(cli, { gatewayAccountId: accounts.neox });
    await freezeSending(cli, "ordered");
    const begun = { isOver: false, checked: 0, unanswered: 0 };

    const missing = (lifted: Lifted) => (lifted.kind === "not_compared" ? lifted.accounts : []);
    const account = (row: NotCompared) => ({ accountId: row.accountId, comparison: row.comparison });
    expect(missing(await liftFreeze(cli)).map(account)).toEqual(
      ids.map((accountId) => ({ accountId, comparison: begun })),
    );
    while (await reconcileNext(asking));
    const silent = { finishedAt: { not: null }, gatewayAccountId: accounts.easylink };
    await database.prisma.reconciliation.updateMany({ where: silent, data: { unanswered: 1 } });
    expect(missing(await liftFreeze(cli)).map(account)).toMatchObject([
      { accountId: accounts.easylink, comparison: { isOver: true, unanswered: 1 } },
    ]);
    expect(await readFreeze(desk.services)).not.toBeNull();

    const csv = Buffer.from("reference,gatewayRef,gatewayPaymentRef,amount,currency,state,at\n,A,,1.00,HKD,FAILED,");
    await compareExtract(cli, { gatewayAccountId: accounts.easylink, csv, fileName: "portal.csv" });
    expect(await liftFreeze(cli)).toEqual({ kind: "lifted" });
    expect(await liftFreeze(cli)).toEqual({ kind: "was_not_frozen" });
  });

  it("C06 the database itself refuses a send that is not verified", async () => {
    const refund = await queued("easylink");
    await freezeSending(commandLine(desk.services), "ordered");
    await expect(
      database.prisma.attempt.create({
        data: {
          id: randomUUID(),
          refundId: refund.id,
          number: 1,
          kind: "submit",
          reference: refund.reference,
          fence: 1,
          credentialVersion: 1,
        },
      }),
    ).rejects.toThrow(/not verified/);
  });

  it("C06 a worker's sessions commit durably, even where the server is set otherwise", async () => {
    const [row] = await database.prisma.$queryRaw<
      [{ set: string }]
    >`SELECT current_setting('synchronous_commit') AS set`;
    const prisma = createPrisma(database.url);
    const [own] = await prisma.$queryRaw<[{ set: string }]>`SELECT current_setting('synchronous_commit') AS set`;
    await prisma.$disconnect();

    expect([row.set, own.set]).toEqual(["off", "on"]);
  });
});
