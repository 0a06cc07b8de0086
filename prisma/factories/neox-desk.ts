import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { serveEmulators } from "#lib/gateways/emulator-kit/server.ts";
import { createNeoxControl, type NeoxControl } from "#lib/gateways/neox/emulator/control.ts";
import { createNeoxEmulator } from "#lib/gateways/neox/emulator/emulator.ts";
import type { AppContext, Services } from "#lib/services/context.ts";
import { receiveNotification } from "#lib/services/receive-notification.ts";
import { startWorker, type Worker } from "#lib/services/run-worker.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { TestDatabase } from "#prisma/test-database.ts";
import { createGatewayAccount, NEOX_CREDENTIALS } from "./create-gateway-account.ts";
import { createOrder } from "./create-order.ts";
import { personAtWork, type TestPerson, testServices } from "./people.ts";

/** A merchant with people, a NeoX account at a running emulator, and the address where it reports. */
export type NeoxDesk = {
  readonly services: Services;
  readonly staff: TestPerson;
  readonly manager: TestPerson;
  readonly manager2: TestPerson;
  readonly gateway: NeoxControl;
  readonly accountId: string;
  readonly startWorker: () => Promise<Worker>;
  /** A paid order that the gateway knows too. Amount in VND. */
  readonly paid: (payment?: {
    readonly amount?: number;
    readonly method?: string;
    readonly refunded?: number;
  }) => Promise<PaidOrder>;
  readonly close: () => Promise<void>;
};

export type PaidOrder = { readonly orderId: string; readonly paymentId: string; readonly gatewayPaymentRef: string };

/** All of production's durations, divided by about a thousand. */
export const QUICK_SETTINGS = {
  quietTimeS: 1,
  probeLadderS: [0.1, 0.2, 0.3],
  reviewAfterQrS: 4,
  reviewAfterCardS: 4,
} as const;

export async function openNeoxDesk(
  database: TestDatabase,
  settings: Prisma.InputJsonObject = QUICK_SETTINGS,
): Promise<NeoxDesk> {
  const services = testServices(database.prisma);
  const folder = mkdtempSync(join(tmpdir(), "refund-desk-neox-"));
  const emulators = await serveEmulators([createNeoxEmulator(folder)], 0);
  const gateway = createNeoxControl(emulators.url);
  const accountId = await createGatewayAccount(services, { baseUrl: gateway.baseUrl, settings });
  const reports = await listenForReports(services);
  const notificationUrl = `http://127.0.0.1:${(reports.address() as AddressInfo).port}/api/notifications/${accountId}`;
  await gateway.putMerchant(NEOX_CREDENTIALS.merchantCode, {
    secretKey: NEOX_CREDENTIALS.secretKey,
    notificationUrl,
    settings: { notificationGapMs: 200 },
  });
  const workers: Worker[] = [];

  return {
    services,
    gateway,
    accountId,
    staff: await personAtWork(services, "staff"),
    manager: await personAtWork(services, "manager"),
    manager2: await personAtWork(services, "manager"),
    startWorker: async () => {
      const worker = await startWorker(workerInstallation(database.url));
      workers.push(worker);
      return worker;
    },
    paid: (payment) => payOrder({ services, gateway, accountId }, payment),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await new Promise((resolve) => reports.close(resolve));
      await emulators.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function workerInstallation(databaseUrl: string) {
  return {
    databaseUrl,
    encryptionKey: Buffer.alloc(32, 7).toString("base64"),
    publicUrl: "http://127.0.0.1:3000",
    allowLoopbackGateways: true,
    log: pino({ level: process.env.TEST_LOG_LEVEL ?? "silent" }),
    name: `test-${randomUUID().slice(0, 8)}`,
  };
}

/** Somebody who approves at once what the desk's staff asked for. */
export function asOperator(services: Services, context: AppContext): AppContext {
  return { ...services, operator: context.operator };
}

async function payOrder(
  { services, gateway, accountId }: Pick<NeoxDesk, "services" | "gateway" | "accountId">,
  {
    amount = 100_000,
    method = "CC",
    refunded = 0,
  }: { readonly amount?: number; readonly method?: string; readonly refunded?: number } = {},
): Promise<PaidOrder> {
  const transactionId = `T${randomUUID().replaceAll("-", "").slice(0, 17).toUpperCase()}`;
  const gatewayPaymentRef = randomUUID().replaceAll("-", "").slice(0, 12);
  await gateway.putPayments({
    merchantCode: NEOX_CREDENTIALS.merchantCode,
    transactionId,
    payments: [{ id: gatewayPaymentRef, amount, refundedAmount: refunded, paymentMethod: method }],
  });
  const order = await createOrder(services.prisma, {
    payments: [
      {
        gatewayAccountId: accountId,
        amount: String(amount),
        method,
        gatewayTransactionRef: transactionId,
        gatewayPaymentRef,
        gatewayRefunded: String(refunded),
      },
    ],
  });
  return { orderId: order.orderId, paymentId: order.paymentIds[0] ?? "", gatewayPaymentRef };
}

/** Stands where the web's notification route stands, with the same service behind it. */
async function listenForReports(services: Services): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", "http://localhost");
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const gatewayAccountId = url.pathname.split("/").at(-1) ?? "";
    const received = await receiveNotification(services, {
      gatewayAccountId,
      raw: { headers, query: url.search.slice(1), body: Buffer.concat(chunks) },
      remoteIp: "127.0.0.1",
    });
    const answer = received.ok ? received.value.answer : { status: 404, contentType: "text/plain", body: "" };
    response.writeHead(answer.status, { "content-type": answer.contentType }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
