import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ContractEmulator, describeConnectorContract } from "../contract.ts";
import type { Choice } from "../emulator-kit/behaviour.ts";
import { serveEmulators } from "../emulator-kit/server.ts";
import { type EasylinkCredentials, type EasylinkSettings, easylinkSettingsSchema } from "./account.ts";
import { createEasylinkControl } from "./emulator/control.ts";
import type { MerchantInput } from "./emulator/control-schema.ts";
import { createEasylinkEmulator } from "./emulator/emulator.ts";
import { easylink } from "./index.ts";

const mchNo = "M1621873433953";
const appId = "60cc09bce4b0f1c0b83761c9";
const appSecret = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";
const payment = { payOrderId: "P202106181104177050002", mchOrderNo: "20160427210604000490" };

/** Every way in which the open points of the documents may turn out. */
describeVariant("JSON, notified by a form", {}, {});
describeVariant("forms, notified in the address", { requestFormat: "form" }, { notificationForm: "query" });
describeVariant("JSON both ways, state 0 while it waits", {}, { notificationForm: "json", waitingState: 0 });

function describeVariant(
  variant: string,
  settings: Partial<EasylinkSettings>,
  emulatorSettings: MerchantInput["settings"],
): void {
  const named = { ...easylink, name: `easylink, ${variant}` };
  describeConnectorContract(named, (url) => openEmulator(url, settings, emulatorSettings), {
    amount: { minor: 1_250n, currency: "HKD" },
    currencyItRefuses: "VND",
    acknowledgement: "success",
    refusalCode: 9999,
    otherAccount: (account) => ({
      ...account,
      credentials: { mchNo: "M0000000001", appId: "60cc09bce4b0f1c0b8376100", appSecret: "9".repeat(32) },
    }),
    secretsOf: ({ credentials }) => [(credentials as EasylinkCredentials).appSecret],
  });
}

async function openEmulator(
  notificationUrl: string,
  settings: Partial<EasylinkSettings>,
  emulatorSettings: MerchantInput["settings"],
): Promise<ContractEmulator> {
  const folder = mkdtempSync(join(tmpdir(), "easylink-"));
  const server = await serveEmulators([createEasylinkEmulator(folder)], 0);
  const control = createEasylinkControl(server.url);
  const byReference: Record<string, Choice> = {};
  // Refunds that nobody settles must not stand in the way of the next ones.
  await control.putMerchant(mchNo, {
    apps: [{ appId, appSecret }],
    settings: { oneInFlight: false, ...emulatorSettings },
  });
  await control.putPayments({ mchNo, payments: [{ ...payment, amount: 10_000_000 }] });
  return {
    account: {
      id: "account",
      baseUrl: control.baseUrl,
      credentials: { mchNo, appId, appSecret },
      settings: easylinkSettingsSchema.parse(settings),
      notificationUrl,
    },
    payment: {
      gatewayTransactionRef: payment.mchOrderNo,
      gatewayPaymentRef: payment.payOrderId,
      method: "WX_NATIVE",
      currency: "HKD",
    },
    receiver: null,
    choose: (reference, choice) => {
      byReference[reference] = choice;
      return control.plan({ byReference });
    },
    submissionsOf: async (reference) =>
      (await control.truth()).submissions.filter(({ mchRefundNo }) => mchRefundNo === reference).length,
    movesOf: async (reference) => {
      const refunds = (await control.truth()).refunds.filter(({ mchRefundNo }) => mchRefundNo === reference);
      return refunds.reduce((sum, { moves }) => sum + moves, 0);
    },
    notify: (mchRefundNo, kind) => control.notify({ mchRefundNo, kind }),
    violations: control.violations,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
