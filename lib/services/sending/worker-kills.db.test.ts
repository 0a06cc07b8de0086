import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isFinal } from "#lib/domain/refund-state.ts";
import { checkInvariants } from "#lib/services/proof/check-invariants.ts";
import { approveRefund } from "#lib/services/refunds/approve-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { workerInstallation } from "#prisma/factories/desk.ts";
import { type NeoxDesk, openNeoxDesk } from "#prisma/factories/neox-desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";

const REFUNDS = 200;
const KILLS = 20;
const WORKERS = 2;

const database = useTestDatabase();
const workers: ChildProcess[] = [];
let desk: NeoxDesk;

beforeAll(async () => {
  desk = await openNeoxDesk(database);
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await desk.close();
});

function startWorkerProcess(): ChildProcess {
  const { databaseUrl, encryptionKey, publicUrl } = workerInstallation(database.url);
  const worker = spawn(process.execPath, ["workers/worker.ts"], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEY: encryptionKey,
      PUBLIC_URL: publicUrl,
      ALLOW_LOOPBACK_GATEWAYS: "on",
      STARTED_BY: "npm start",
      LOG_LEVEL: "fatal",
    },
    stdio: "ignore",
  });
  workers.push(worker);
  return worker;
}

async function approvedRefund(index: number): Promise<string> {
  const payment = await desk.paid();
  const requested = await requestRefund(desk.staff, {
    requestKey: randomUUID(),
    paymentId: payment.paymentId,
    amount: String(10_000 + index),
    reason: "Returned",
  });
  if (!requested.ok) throw new Error(requested.error.code);
  const { id } = requested.value;
  const { sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await approveRefund(desk.manager, { refundId: id, sealedHash });
  return id;
}

describe("workers that are killed while they send", () => {
  it(`D01 D02 D03 D04 D05 D06 D07 D10 move each of ${REFUNDS} refunds at most once over ${KILLS} kills, and lose none`, {
    timeout: 240_000,
  }, async () => {
    await desk.gateway.plan({ default: { scenario: "accept", answerAfterMs: 60, settleAfterMs: 150 } });
    for (let index = 0; index < REFUNDS; index += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, offset) => approvedRefund(index + offset)));
    }

    const running = Array.from({ length: WORKERS }, startWorkerProcess);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(700 + Math.random() * 900);
      const victim = running.shift();
      victim?.kill("SIGKILL");
      if (victim && victim.exitCode === null && victim.signalCode === null) await once(victim, "exit");
      running.push(startWorkerProcess());
    }

    // A dead sender's lease ends after a minute; then another worker takes over and asks the gateway.
    await expect
      .poll(
        () =>
          database.prisma.refund.count({ where: { state: { in: ["queued", "submitting", "processing", "unknown"] } } }),
        { timeout: 150_000, interval: 500 },
      )
      .toBe(0);

    const { refunds: moves } = await desk.gateway.truth();
    const refunds = await database.prisma.refund.findMany();
    expect(refunds).toHaveLength(REFUNDS);
    for (const refund of refunds) {
      const atGateway = moves.filter((row) => row.requestId === refund.reference);
      const moved = atGateway.reduce((sum, row) => sum + row.moves, 0);
      expect(moved).toBeLessThanOrEqual(1);
      if (refund.state === "succeeded")
        expect({ reference: refund.reference, moved }).toEqual({ reference: refund.reference, moved: 1 });
      if (refund.state === "failed") expect(moved).toBe(0);
      expect(isFinal(refund.state) || refund.state === "needs_review").toBe(true);
    }
    expect(
      moves.every((row) =>
        refunds.some((refund) => refund.reference === row.requestId && Number(refund.amountMinor) === row.amount),
      ),
    ).toBe(true);
    expect((await checkInvariants(database.prisma)).filter(({ violations }) => violations > 0)).toEqual([]);
    expect(await desk.gateway.violations()).toEqual([]);
  });
});
