import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { type Emulator, serveEmulators } from "#lib/gateways/emulator-kit/server.ts";
import type { Services } from "#lib/services/context.ts";
import { startWorker, type Worker } from "#lib/services/installation/run-worker.ts";
import { receiveNotification } from "#lib/services/notifications/receive-notification.ts";
import type { TestDatabase } from "#prisma/test-database.ts";
import { personAtWork, type TestPerson, testServices } from "./people.ts";

/** A merchant with people, running emulators, an address where gateways report, and workers on demand. */
export type Desk = {
  readonly services: Services;
  readonly emulatorsUrl: string;
  readonly staff: TestPerson;
  readonly manager: TestPerson;
  readonly manager2: TestPerson;
  readonly startWorker: () => Promise<Worker>;
  readonly close: () => Promise<void>;
};

export async function openDesk(database: TestDatabase, emulatorsIn: (folder: string) => Emulator[]): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), "refund-desk-emulators-"));
  const emulators = await serveEmulators(emulatorsIn(folder), 0);
  const reports = createServer();
  await new Promise<void>((resolve) => reports.listen(0, "127.0.0.1", resolve));
  const publicUrl = `http://127.0.0.1:${(reports.address() as AddressInfo).port}`;
  const services = { ...testServices(database.prisma), publicUrl };
  takeReports(reports, services);
  const workers: Worker[] = [];

  return {
    services,
    emulatorsUrl: emulators.url,
    staff: { ...(await personAtWork(services, "staff")), publicUrl },
    manager: await personAtWork(services, "manager"),
    manager2: await personAtWork(services, "manager"),
    startWorker: async () => {
      const worker = await startWorker(workerInstallation(database.url, publicUrl));
      workers.push(worker);
      return worker;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await new Promise((resolve) => reports.close(resolve));
      await emulators.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function workerInstallation(databaseUrl: string, publicUrl = "http://127.0.0.1:3000") {
  return {
    databaseUrl,
    encryptionKey: Buffer.alloc(32, 7).toString("base64"),
    publicUrl,
    allowLoopbackGateways: true,
    log: pino({ level: process.env.TEST_LOG_LEVEL ?? "silent" }),
    name: `test-${randomUUID().slice(0, 8)}`,
  };
}

/** Stands where the web's notification route stands, with the same service behind it. */
export function takeReports(server: Server, services: Services): void {
  server.on("request", (request, response) => {
    answerReport(services, request).then(
      ({ status, contentType, body }) => response.writeHead(status, { "content-type": contentType }).end(body),
      // The database is away: the gateway will say it again.
      () => response.writeHead(500).end(),
    );
  });
}

async function answerReport(services: Services, request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? "/", "http://localhost");
  const received = await receiveNotification(services, {
    gatewayAccountId: url.pathname.split("/").at(-1) ?? "",
    raw: {
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      query: url.search.slice(1),
      body: Buffer.concat(chunks),
    },
    remoteIp: request.socket.remoteAddress ?? "",
  });
  return received.ok ? received.value.answer : { status: 404, contentType: "text/plain", body: "" };
}
