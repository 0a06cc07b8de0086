import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ContractEmulator, describeConnectorContract } from "../contract.ts";
import type { Choice } from "../emulator-kit/behaviour.ts";
import { serveEmulators } from "../emulator-kit/server.ts";
import type { NeoxCredentials } from "./account.ts";
import { createNeoxControl } from "./emulator/control.ts";
import { createNeoxEmulator } from "./emulator/emulator.ts";
import { neox } from "./index.ts";

const merchantCode = "UFLIYL";
const secretKey = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

describeConnectorContract(neox, openEmulator, {
  amount: { minor: 10_000n, currency: "VND" },
  currencyItRefuses: "HKD",
  acknowledgement: '{"respcode":0,"respmsg":"received"}',
  refusalCode: 33,
  otherAccount: (account) => ({ ...account, credentials: { merchantCode: "OTHER1", secretKey: "9".repeat(32) } }),
  secretsOf: ({ credentials }) => [(credentials as NeoxCredentials).secretKey],
});

async function openEmulator(notificationUrl: string): Promise<ContractEmulator> {
  const folder = mkdtempSync(join(tmpdir(), "neox-"));
  const server = await serveEmulators([createNeoxEmulator(folder)], 0);
  const control = createNeoxControl(server.url);
  const byReference: Record<string, Choice> = {};
  await control.putMerchant(merchantCode, { secretKey, notificationUrl });
  await control.putPayments({
    merchantCode,
    transactionId: "240830080146NDTISR",
    payments: [{ id: "1439211", amount: 20_000_000, paymentMethod: "QR" }],
  });
  return {
    account: {
      id: "account",
      baseUrl: control.baseUrl,
      credentials: { merchantCode, secretKey },
      settings: neox.settingsSchema.parse({}),
      notificationUrl,
    },
    payment: {
      gatewayTransactionRef: "240830080146NDTISR",
      gatewayPaymentRef: "1439211",
      method: "QR",
      currency: "VND",
    },
    receiver: { accountName: "NGUYEN VAN A", accountNumber: "0123456789", swiftCode: "ASCBVNVX" },
    choose: (reference, choice) => {
      byReference[reference] = choice;
      return control.plan({ byReference });
    },
    submissionsOf: async (reference) =>
      (await control.truth()).submissions.filter(({ requestId }) => requestId === reference).length,
    movesOf: async (reference) => {
      const refunds = (await control.truth()).refunds.filter(({ requestId }) => requestId === reference);
      return refunds.reduce((sum, { moves }) => sum + moves, 0);
    },
    notify: (requestId, kind) => control.notify({ requestId, kind }),
    violations: control.violations,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
