import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import pg from "pg";
import { afterEach, expect, it } from "vitest";
import { createPrisma } from "#lib/db/prisma.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createVault } from "#lib/vault.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { workerInstallation } from "#prisma/factories/desk.ts";
import { personAtWork, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { readMetrics } from "./read-metrics.ts";
import { readReadiness } from "./read-readiness.ts";
import { startWorker } from "./run-worker.ts";
import { beat, workerStatus } from "./worker-status.ts";

const database = useTestDatabase();
const services = () => testServices(database.prisma);
const otherKey = Buffer.alloc(32, 8).toString("base64");

afterEach(async () => {
  await database.prisma.$executeRaw`TRUNCATE worker_heartbeat`;
});

async function paid(): Promise<string> {
  const gatewayAccountId = await createGatewayAccount(services());
  const { paymentIds } = await createOrder(database.prisma, { payments: [{ gatewayAccountId, amount: "100000" }] });
  return paymentIds[0] ?? "";
}

it("H05 with a key that opens nothing the worker refuses to start, and the web is never ready", async () => {
  await createGatewayAccount(services());

  const started = startWorker({ ...workerInstallation(database.url), encryptionKey: otherKey });

  await expect(started).rejects.toThrow("ENCRYPTION_KEY does not open the gateway accounts");
  const web = { ...services(), vault: createVault(otherKey) };
  expect(await readReadiness(web)).toMatchObject({ ready: false, database: "ok", key: "wrong" });
  expect(await readReadiness(services())).toMatchObject({ ready: true, key: "fits" });
});

it("H05 a key that was put in front of the old one opens what the old one sealed", async () => {
  await createGatewayAccount(services());
  const old = Buffer.alloc(32, 7).toString("base64");
  const rotated = { ...services(), vault: createVault(`2:${otherKey},1:${old}`) };

  expect(await readReadiness(rotated)).toMatchObject({ ready: true, key: "fits" });
});

it("C06 what we commit is on the disk before we go on, whatever the database does by default", async () => {
  const name = new URL(database.url).pathname.slice(1);
  await database.prisma.$executeRawUnsafe(`ALTER DATABASE "${name}" SET synchronous_commit = off`);
  const ours = createPrisma(database.url);

  expect(await ours.$queryRaw`SELECT current_setting('synchronous_commit') AS setting`).toEqual([{ setting: "on" }]);
  await ours.$disconnect();
});

it("C10 a row that somebody holds makes the request fail in three seconds, and nothing half done stays", async () => {
  const paymentId = await paid();
  const ours = createPrisma(database.url);
  const staff = await personAtWork({ ...services(), ...testServices(ours) }, "staff");
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("SELECT 1 FROM payment WHERE id = $1 FOR UPDATE", [paymentId]);
  const wish = { requestKey: randomUUID(), paymentId, amount: "1000", reason: "Customer return" };

  await expect(requestRefund(staff, wish)).rejects.toThrow(/lock timeout|55P03/);
  await holder.query("ROLLBACK");
  await holder.end();

  expect(await database.prisma.refund.count({ where: { paymentId } })).toBe(0);
  expect(await requestRefund(staff, wish)).toMatchObject({ ok: true });
  await ours.$disconnect();
});

it("C07 transactions that lock each other out are both done, one of them again", async () => {
  const { prisma, store } = services();
  const [first, second] = [await paid(), await paid()];
  const both = { arrived: 0, open: () => {} };
  const bothThere = new Promise<void>((resolve) => {
    both.open = resolve;
  });
  let tries = 0;
  const lockBoth = (one: string, other: string) =>
    store.transaction(async (tx) => {
      tries++;
      await tx.payments.reserve(one, 1n);
      if (++both.arrived === 2) both.open();
      await bothThere;
      await tx.payments.reserve(other, 1n);
    });

  await Promise.all([lockBoth(first, second), lockBoth(second, first)]);

  expect(tries).toBe(3);
  const rows = await prisma.payment.findMany({
    where: { id: { in: [first, second] } },
    select: { reservedMinor: true },
  });
  expect(rows).toEqual([{ reservedMinor: 2n }, { reservedMinor: 2n }]);
});

it("D20 that no worker runs is told by the readiness and a metric, and people can go on asking", async () => {
  const staff = await personAtWork(services(), "staff");
  await beat(database.prisma, "gone");
  await database.prisma.$executeRaw`UPDATE worker_heartbeat SET beat_at = now() - interval '61 seconds'`;

  expect(await readReadiness(services())).toMatchObject({ ready: true, worker: { alive: false, workers: 0 } });
  expect(await readMetrics(services())).toMatch(/refund_desk_worker_heartbeat_age_seconds 6[1-9]/);
  const wish = { requestKey: randomUUID(), paymentId: await paid(), amount: "1000", reason: "Customer return" };
  expect(await requestRefund(staff, wish)).toMatchObject({ ok: true });
});

it("D18 a worker that is started twice from one place counts twice, and each ends in order when told", async () => {
  const [one, other] = [startProcess(), startProcess()];
  await expect.poll(async () => (await workerStatus(services())).workers, { timeout: 20_000 }).toBe(2);

  one.kill("SIGTERM");
  other.kill("SIGTERM");
  expect(await Promise.all([once(one, "exit"), once(other, "exit")])).toEqual([
    [0, null],
    [0, null],
  ]);
});

function startProcess() {
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    PUBLIC_URL: "http://127.0.0.1:3000",
    ALLOW_LOOPBACK_GATEWAYS: "on",
    STARTED_BY: "npm start",
    LOG_LEVEL: "silent",
  };
  return spawn(process.execPath, ["workers/worker.ts"], { env, stdio: "ignore" });
}
