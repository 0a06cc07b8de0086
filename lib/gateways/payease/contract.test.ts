import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ContractEmulator, describeConnectorContract } from "../contract.ts";
import type { Choice } from "../emulator-kit/behaviour.ts";
import { serveEmulators } from "../emulator-kit/server.ts";
import { type PayeaseCredentials, type PayeaseSettings, payeaseSettingsSchema } from "./account.ts";
import { createPayeaseControl } from "./emulator/control.ts";
import type { MerchantInput } from "./emulator/control-schema.ts";
import { createPayeaseEmulator } from "./emulator/emulator.ts";
import { payease } from "./index.ts";
import { publicHalf } from "./keys.ts";
import { EXAMPLE_MERCHANT_KEY, EXAMPLE_PLATFORM_KEY } from "./vectors.ts";

const merchantId = "890000593";
const orderRequestId = "20240501-890000593-12345";

/** As documented, and every way in which the open points of the documents may turn out otherwise. */
describeVariant("as documented", "USD", {}, {});
describeVariant(
  "bare bodies, plain errors with status 400, amounts as numbers of minor units",
  "USD",
  { amountFormat: "minor" },
  { amountFormat: "minor", amountsAs: "number", bodyFormat: "bare", errorBody: "plain", errorStatus: 400 },
);
describeVariant("yen, a partner, small headers", "JPY", { partnerId: "1" }, { partnerId: "1", headerCase: "lower" });

function describeVariant(
  variant: string,
  currency: string,
  settings: Partial<PayeaseSettings>,
  emulatorSettings: MerchantInput["settings"],
): void {
  const named = { ...payease, name: `payease, ${variant}` };
  describeConnectorContract(named, (url) => openEmulator(url, currency, settings, emulatorSettings), {
    amount: { minor: 1_200n, currency },
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
}

async function openEmulator(
  notificationUrl: string,
  currency: string,
  settings: Partial<PayeaseSettings>,
  emulatorSettings: MerchantInput["settings"],
): Promise<ContractEmulator> {
  const folder = mkdtempSync(join(tmpdir(), "payease-"));
  const server = await serveEmulators([createPayeaseEmulator(folder)], 0);
  const control = createPayeaseControl(server.url);
  const byReference: Record<string, Choice> = {};
  const { platformCertificatePem } = await control.putMerchant(merchantId, {
    publicKeyPem: publicHalf(EXAMPLE_MERCHANT_KEY),
    settings: emulatorSettings,
  });
  await control.putPayments({ merchantId, payments: [{ orderRequestId, currency, amountMinor: 20_000_000 }] });
  return {
    account: {
      id: "account",
      baseUrl: control.baseUrl,
      credentials: payease.credentialsSchema.parse({
        merchantId,
        privateKeyPem: EXAMPLE_MERCHANT_KEY,
        platformCertificatePem,
      }),
      settings: payeaseSettingsSchema.parse(settings),
      notificationUrl,
    },
    payment: { gatewayTransactionRef: null, gatewayPaymentRef: orderRequestId, method: "VISA", currency },
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
