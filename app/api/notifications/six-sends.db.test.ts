import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createEasylinkControl, type EasylinkControl } from "#lib/gateways/easylink/emulator/control.ts";
import { createEasylinkEmulator } from "#lib/gateways/easylink/emulator/emulator.ts";
import { startWorker, type Worker } from "#lib/services/installation/run-worker.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { type Desk, openDesk, workerInstallation } from "#prisma/factories/desk.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { POST } from "./[gatewayAccountId]/route.ts";

// Next.js replaces this package; outside of it, importing it is an error.
vi.mock("server-only", () => ({}));

const database = useTestDatabase();
const kept = globalThis as typeof globalThis & { refundDeskServices?: unknown };
const mchNo = "M1621873433953";
const app = { appId: "60cc09bce4b0f1c0b83761c9", appSecret: "0F1E2D3C4B5A69788796A5B4C3D2E1F0" };
const payment = { payOrderId: "P202106181104177050002", mchOrderNo: "20160427210604000490" };
/** So rarely that nothing but the notification can settle the refund. */
const NEVER_ASKED = { probeLadderS: [86_400] };
/** 30, 60, 90, 120 and 150 s become 0.3 to 1.5 s. */
const TIME_SCALE = 0.01;

let desk: Desk;
let gateway: EasylinkControl;
let worker: Worker;
let web: Awaited<ReturnType<typeof webThatIsStopped>>;

beforeAll(async () => {
  desk = await openDesk(database, (folder) => [createEasylinkEmulator(folder)]);
  gateway = createEasylinkControl(desk.emulatorsUrl);
  web = await webThatIsStopped();
  kept.refundDeskServices = { ...desk.services, publicUrl: web.url };
  await gateway.putMerchant(mchNo, { apps: [app], settings: { timeScale: TIME_SCALE } });
  await gateway.putPayments({ mchNo, payments: [{ ...payment, amount: 10_000 }] });
  await gateway.plan({ default: { settleAfterMs: 0 } });
  await database.prisma.merchantSettings.create({ data: { id: 1, undoWindowMs: 0 } });
  await database.prisma.policy.create({ data: { document: { default: { approvals: 0 } }, createdBy: "test" } });
  worker = await startWorker(workerInstallation(database.url, web.url));
});
afterAll(async () => {
  await worker.stop();
  await web.stop();
  await desk.close();
});

it("G10 G11 G12 the last of easylink's six sends is taken when the web was away for the first five", async () => {
  const { id, reference } = await refund("12.50");
  const tries = async () => (await gateway.truth()).refunds.find((one) => one.mchRefundNo === reference)?.notifications;

  await expect.poll(async () => (await tries())?.length, { timeout: 15_000, interval: 20 }).toBe(5);
  await web.start();

  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe("succeeded");
  expect(web.answers).toEqual([{ status: 200, body: "success" }]);
  expect(await tries()).toEqual([
    ...Array.from({ length: 5 }, () => expect.objectContaining({ status: null, acknowledged: false })),
    expect.objectContaining({ status: 200, acknowledged: true }),
  ]);
  expect(await database.prisma.ledgerEntry.count({ where: { refundId: id, kind: "post" } })).toBe(1);
  expect(await database.prisma.evidence.findMany({ where: { refundId: id, verdict: "moved" } })).toMatchObject([
    { source: "notification" },
  ]);
  expect(await gateway.violations()).toEqual([]);
});

async function refund(amount: string): Promise<{ id: string; reference: string }> {
  const account = {
    gateway: "easylink",
    baseUrl: gateway.baseUrl,
    credentials: { mchNo, ...app },
    settings: NEVER_ASKED,
  };
  const gatewayAccountId = await createGatewayAccount(desk.services, account);
  const refs = { gatewayTransactionRef: payment.mchOrderNo, gatewayPaymentRef: payment.payOrderId };
  const { paymentIds } = await createOrder(database.prisma, {
    currency: "HKD",
    payments: [{ gatewayAccountId, gateway: "easylink", amount: "100.00", method: "WX_NATIVE", ...refs }],
  });
  const wish = { requestKey: randomUUID(), paymentId: paymentIds[0] ?? "", amount, reason: "Customer return" };
  const requested = await requestRefund(desk.staff, wish);
  if (!requested.ok) throw new Error(requested.error.code);
  return requested.value;
}

async function stateOf(id: string): Promise<string> {
  return (await database.prisma.refund.findUniqueOrThrow({ where: { id } })).state;
}

/** The notification route over real HTTP, at an address where nobody listens before `start`. */
async function webThatIsStopped() {
  const answers: { status: number; body: string }[] = [];
  const listen = async (port: number) => {
    const server = createServer((request, response) => void serve(request, response));
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return server;
  };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const answer = await POST(new Request(url + request.url, { method: "POST", headers, body: Buffer.concat(chunks) }));
    const body = await answer.text();
    answers.push({ status: answer.status, body });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
  };

  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const stop = () => new Promise((resolve) => server.close(resolve));
  await stop();
  return {
    url,
    answers,
    stop,
    start: async () => {
      server = await listen(port);
    },
  };
}
