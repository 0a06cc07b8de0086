import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEasylinkControl, type EasylinkControl } from "#lib/gateways/easylink/emulator/control.ts";
import { createEasylinkEmulator } from "#lib/gateways/easylink/emulator/emulator.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { type Desk, openDesk, workerInstallation } from "#prisma/factories/desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { compileCache } from "../start/prepare.ts";

const mchNo = "M1621873433953";
const app = { appId: "60cc09bce4b0f1c0b83761c9", appSecret: "0F1E2D3C4B5A69788796A5B4C3D2E1F0" };
const merchant = { apps: [app], settings: {} };

const database = useTestDatabase();
let desk: Desk;
let gateway: EasylinkControl;
let accountId: string;

beforeAll(async () => {
  desk = await openDesk(database, (folder) => [createEasylinkEmulator(folder)]);
  gateway = createEasylinkControl(desk.emulatorsUrl);
  accountId = await createGatewayAccount(desk.services, {
    ...{ gateway: "easylink", label: "Hong Kong", baseUrl: gateway.baseUrl, credentials: { mchNo, ...app } },
    settings: { quietTimeS: 1, probeLadderS: [3_600] },
  });
  await gateway.putMerchant(mchNo, merchant);
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
});
afterAll(() => desk.close());

/** The command as at a terminal. The gateway answers from this process, so nothing here may stand still meanwhile. */
async function cli(args: readonly string[], input = "") {
  const { databaseUrl, encryptionKey, publicUrl } = workerInstallation(database.url);
  const child = spawn(process.execPath, ["scripts/cli.ts", ...args], {
    env: {
      ...{
        NODE_ENV: "test",
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: compileCache,
        STARTED_BY: "npm start",
        ALLOW_LOOPBACK_GATEWAYS: "on",
      },
      ...{ DATABASE_URL: databaseUrl, ENCRYPTION_KEY: encryptionKey, PUBLIC_URL: publicUrl },
    },
  });
  child.stdin.end(input);
  const [out, error, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { status, lines: out.trim().split("\n"), error: error.trim() };
}

type Sent = { readonly id: string; readonly reference: string; readonly orderId: string };

/** A refund that the gateway has taken and tells nobody about. */
async function sent(state: "processing" | "succeeded"): Promise<Sent> {
  const number = randomUUID().replaceAll("-", "").slice(0, 16);
  const refs = { gatewayTransactionRef: `T${number}`, gatewayPaymentRef: `P${number}` };
  await gateway.putPayments({
    mchNo,
    payments: [{ payOrderId: refs.gatewayPaymentRef, mchOrderNo: refs.gatewayTransactionRef, amount: 10_000 }],
  });
  const order = await createOrder(database.prisma, {
    currency: "HKD",
    payments: [{ gatewayAccountId: accountId, gateway: "easylink", amount: "100.00", ...refs }],
  });
  const wish = { requestKey: randomUUID(), paymentId: order.paymentIds[0] ?? "", amount: "40.00", reason: "Returned" };
  const asked = await requestRefund(desk.staff, wish);
  if (!asked.ok) throw new Error(asked.error.code);
  const { id, reference } = asked.value;
  await gateway.plan({
    default: { settleAfterMs: state === "succeeded" ? 50 : null, notifications: state === "succeeded" ? 1 : 0 },
  });
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  await expect.poll(() => stateOf(id)).toBe(state);
  return { id, reference, orderId: order.orderId };
}

const stateOf = async (id: string) => (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;

describe("reconciliation at a terminal", () => {
  it("H10 asks the gateway about every refund, prints what differs, ends with 1 where something does, and changes no refund", async () => {
    const worker = await desk.startWorker();
    const [known, silent] = [await sent("succeeded"), await sent("processing")];
    await worker.stop();

    expect(await cli(["reconcile", "run", "--account", accountId])).toEqual({
      ...{ status: 0, lines: ["2 compared, 0 without an answer, 0 differences"], error: "" },
    });

    await gateway.settle({ mchRefundNo: silent.reference, result: "success" });
    const ended = await cli(["reconcile", "run"]);
    expect([ended.status, ...ended.lines]).toEqual([
      1,
      `easylink  Hong Kong  ends_there  severity 3  ${silent.orderId}  ${silent.reference}  here processing, there succeeded HKD`,
      "2 compared, 0 without an answer, 1 differences",
    ]);
    const { nextRunAt } = await database.prisma.refund.findUniqueOrThrow({ where: { id: silent.id } });
    expect(nextRunAt?.getTime()).toBeLessThanOrEqual(Date.now());

    await gateway.reset();
    await gateway.putMerchant(mchNo, merchant);
    const forgotten = await cli(["reconcile", "run", "--account", accountId, "--json"]);
    expect(forgotten.status).toBe(1);
    expect(JSON.parse(forgotten.lines[0] ?? "")).toMatchObject({
      ...{ checked: 2, unanswered: 0, differences: 1 },
      runs: [
        { found: [{ kind: "missing_at_gateway", subject: known.reference, ours: "succeeded", theirs: "not_found" }] },
      ],
    });
    const cases = await database.prisma.case.findMany({ where: { refundId: known.id, closedAt: null } });
    expect(cases.map(({ kind }) => kind)).toEqual(["state_differs"]);

    await gateway.plan({ default: {}, queries: [{ answer: "drop", times: 100 }] });
    const unanswered = await cli(["reconcile", "run", "--account", accountId]);
    expect([unanswered.status, unanswered.lines.at(-1)]).toEqual([1, "0 compared, 2 without an answer, 0 differences"]);
    expect(await Promise.all([known.id, silent.id].map(stateOf))).toEqual(["succeeded", "processing"]);
    expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it("H10 compares an extract from the standard input, and names each line that it cannot read", async () => {
    const head = "reference,gatewayRef,gatewayPaymentRef,amount,currency,state,at";
    const compare = (rows: readonly string[]) =>
      cli(["reconcile", "compare", "-", "--account", accountId], [head, ...rows].join("\n"));

    expect(await compare([",A,,1.00,HKD,FAILED,"])).toEqual({
      ...{ status: 0, lines: ["1 compared, 0 without an answer, 0 differences", "0 lines not read"], error: "" },
    });
    const differing = await compare([",B,NOSUCH,30.00,HKD,SUCCESS,", ",C,,1.001,HKD,FAILED,"]);

    expect(differing.status).toBe(1);
    expect(differing.lines).toEqual([
      expect.stringMatching(/^line 3 {2}amount: /),
      "easylink  Hong Kong  unknown_here  severity 1  line 2  B  here -, there 30.00 HKD",
      "1 compared, 0 without an answer, 1 differences",
      "1 lines not read",
    ]);
    const stranger = await cli(["reconcile", "compare", "-", "--account", randomUUID()], head);
    expect([stranger.status, stranger.error]).toEqual([
      1,
      "error: There is no gateway account with this ID. Create it first.",
    ]);
  });

  it("H06 after a restore sending stays frozen until every account was compared, and the command says which was not", async () => {
    await gateway.plan({ default: {} });
    expect(await cli(["restore", "freeze"])).toMatchObject({ status: 0 });

    const refused = await cli(["restore", "lift"]);
    expect([refused.status, ...refused.lines]).toEqual([
      1,
      "Sending stays frozen.",
      `easylink  Hong Kong  is being compared with its gateway, 0 so far: wait for a worker, or npm run cli -- reconcile run --account ${accountId}`,
    ]);
    await cli(["reconcile", "run", "--account", accountId]);

    expect(await cli(["restore", "lift"])).toMatchObject({ status: 0, lines: ["Sending goes on."] });
  });
});
