import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { serveEmulators } from "#lib/gateways/emulator-kit/server.ts";
import { createNeoxControl, type NeoxControl } from "#lib/gateways/neox/emulator/control.ts";
import { createNeoxEmulator } from "#lib/gateways/neox/emulator/emulator.ts";
import { upsertGatewayAccount } from "#lib/services/gateway-accounts/gateway-accounts.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { NEOX_CREDENTIALS } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { openBrowser } from "../browser.ts";
import type { Desk } from "../desk.ts";
import { percentiles } from "../measure.ts";
import type { Part } from "../part.ts";
import type { Web } from "../web.ts";
import { startWorker } from "../worker.ts";

const REFUNDS = 20;
/** Among the oldest, so that the lists of other measurements stay as they are. */
const LONG_AGO = new Date("2020-01-01T00:00:00Z");

/**
 * From the moment in which the gateway is told to send its notification to the changed word on the screen of somebody
 * who looks on: notification, database, worker, event stream, reading, drawing. One clock, that of this machine.
 */
export const latency: Part = {
  name: "latency",
  title: "From notification to screen",
  async run(bench) {
    const desk = await bench.desk();
    const web = await bench.freshWeb();
    const gateway = await openGateway(desk, web);
    const worker = startWorker(desk, web);
    const browser = await openBrowser(desk, web);
    try {
      const times: number[] = [];
      for (let turn = 0; turn < REFUNDS; turn++) {
        const page = await browser.context.newPage();
        times.push(await watchOne(page, desk, web, gateway));
        await page.close();
      }
      const { p50, p95 } = percentiles(times);
      const name = "latency: notification to changed word, median";
      return { figures: [{ name, unit: "ms", value: p50, more: { p95 }, target: { atMost: 1_000 } }] };
    } finally {
      await browser.close();
      await worker.stop();
      await gateway.close();
    }
  },
};

async function watchOne(page: Page, desk: Desk, web: Web, gateway: Gateway): Promise<number> {
  const refund = await askRefund(desk, gateway);
  await page.goto(`${web.origin}/refunds/${refund.id}`);
  const word = page.getByRole("status", { name: "Refund state" });
  await word.and(page.locator("[data-state=processing]")).waitFor({ timeout: 30_000 });
  // The stream must be open: what is measured is the way of the news, not how long a page takes to listen.
  await page.getByText("Live", { exact: true }).first().waitFor({ timeout: 30_000 });
  const changedAt = word.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const seen = () => element.getAttribute("data-state") === "succeeded" && resolve(Date.now());
        new MutationObserver(seen).observe(element, {
          attributes: true,
          childList: true,
          subtree: true,
          characterData: true,
        });
      }),
  );
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const told = Date.now();
  await gateway.control.settle({ requestId: refund.reference, result: "success" });
  return (await changedAt) - told;
}

async function askRefund({ staff }: Desk, { control, accountId }: Gateway) {
  const transactionId = `B${randomUUID().replaceAll("-", "").slice(0, 17).toUpperCase()}`;
  const paymentRef = randomUUID().replaceAll("-", "").slice(0, 12);
  await control.putPayments({
    merchantCode: NEOX_CREDENTIALS.merchantCode,
    transactionId,
    payments: [{ id: paymentRef, amount: 50_000, paymentMethod: "CC" }],
  });
  const refs = { gatewayTransactionRef: transactionId, gatewayPaymentRef: paymentRef };
  const order = await createOrder(staff.prisma, {
    placedAt: LONG_AGO,
    payments: [{ gatewayAccountId: accountId, amount: "50000", method: "CC", ...refs }],
  });
  const [paymentId = ""] = order.paymentIds;
  const asked = await requestRefund(staff, { paymentId, amount: "10000", reason: "Watched", requestKey: randomUUID() });
  if (!asked.ok) throw new Error(`The refund was refused: ${asked.error.code}`);
  return asked.value;
}

type Gateway = { readonly control: NeoxControl; readonly accountId: string; readonly close: () => Promise<void> };

/** The NeoX emulator, which accepts every refund and says how it ended only when it is told to. */
async function openGateway(desk: Desk, { origin }: Web): Promise<Gateway> {
  const folder = mkdtempSync(join(tmpdir(), "refund-desk-bench-"));
  const emulators = await serveEmulators([createNeoxEmulator(folder)], 0);
  const control = createNeoxControl(emulators.url);
  const account = await upsertGatewayAccount(
    { ...desk.staff, operator: { kind: "cli", name: "bench" } },
    {
      gateway: "neox",
      label: "Emulator",
      environment: "sandbox",
      baseUrl: control.baseUrl,
      credentials: NEOX_CREDENTIALS,
    },
  );
  if (!account.ok) throw new Error(`The gateway account was refused: ${account.error.code}`);
  const { secretKey, merchantCode } = NEOX_CREDENTIALS;
  const notificationUrl = `${origin}/api/notifications/${account.value.id}`;
  await control.putMerchant(merchantCode, { secretKey, notificationUrl });
  await control.plan({ merchantCode, default: { scenario: "accept_and_wait" } });
  return {
    control,
    accountId: account.value.id,
    async close() {
      await emulators.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
