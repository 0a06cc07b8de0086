import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ContractEmulator, describeConnectorContract } from "../contract.ts";
import type { Choice } from "../emulator-kit/behaviour.ts";
import { serveEmulators } from "../emulator-kit/server.ts";
import type { PayeaseCredentials } from "./account.ts";
import { createPayeaseControl } from "./emulator/control.ts";
import { createPayeaseEmulator } from "./emulator/emulator.ts";
import { payease } from "./index.ts";
import { publicHalf } from "./keys.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY } from "./vectors.ts";

const merchantId = "890000593";
const orderRequestId = "20240501-890000593-12345";

describeConnectorContract(payease, openEmulator, {
  amount: { minor: 1_250n, currency: "USD" },
  currencyItRefuses: "VND",
  acknowledgement: "SUCCESS",
  refusalCode: "EH0100053",
  otherAccount: (account) => ({
    ...account,
    credentials: {
      merchantId: "890000594",
      privateKeyPem: EXAMPLE_PLATFORM_KEY,
      platformCertificatePem: publicHalf(EXAMPLE_MERCHANT_KEY),
    },
  }),
  answersThatLie: [
    ["E09", "forged_answer", "bad_signature"],
    ["E09", "wrong_key_answer", "bad_signature"],
    ["E10", "answer_about_another", "mismatch"],
    ["E16", "wrong_amount_answer", "mismatch"],
  ],
  secretsOf: ({ credentials }) => (credentials as PayeaseCredentials).privateKeyPem.split("\n").slice(1, -2),
});

async function openEmulator(notificationUrl: string): Promise<ContractEmulator> {
  const folder = mkdtempSync(join(tmpdir(), "payease-"));
  const server = await serveEmulators([createPayeaseEmulator(folder)], 0);
  const control = createPayeaseControl(server.url);
  const byReference: Record<string, Choice> = {};
  const { platformCertificatePem } = await control.putMerchant(merchantId, {
    publicKeyPem: publicHalf(EXAMPLE_MERCHANT_KEY),
  });
  await control.putPayments({
    merchantId,
    payments: [{ orderRequestId, currency: "USD", amountMinor: 20_000_000 }],
  });
  return {
    account: {
      id: "account",
      baseUrl: control.baseUrl,
      credentials: payease.credentialsSchema.parse({
        merchantId,
        privateKeyPem: EXAMPLE_MERCHANT_KEY,
        platformCertificatePem,
      }),
      settings: payease.settingsSchema.parse({}),
      notificationUrl,
    },
    payment: { gatewayTransactionRef: null, gatewayPaymentRef: orderRequestId, method: "VISA", currency: "USD" },
    receiver: null,
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
