import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ContractEmulator, describeConnectorContract } from "#lib/gateways/contract.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import { createPlainControl } from "#lib/gateways/emulator-kit/plain-control.ts";
import { serveEmulators } from "#lib/gateways/emulator-kit/server.ts";
import { type ExamplepayCredentials, examplepaySettingsSchema } from "./account.ts";
import { createExamplepayEmulator } from "./emulator/emulator.ts";
import { examplepay } from "./index.ts";

const merchantId = "M0001";
const secret = "5e1f0c2b9a7d4836e1f0c2b9a7d48365";
const payment = { merchantId, paymentId: "P0001", amountMinor: 100_000_000, currency: "EUR" };

describeConnectorContract(examplepay, openEmulator, {
  amount: { minor: 1_250n, currency: "EUR" },
  currencyItRefuses: "VND",
  acknowledgement: "ok",
  refusalCode: "exceeds_balance",
  otherAccount: (account) => ({ ...account, credentials: { merchantId: "M0002", secret: "9".repeat(32) } }),
  answersThatLie: [
    ["E09", "forged_answer", "bad_signature"],
    ["E10", "answer_about_another", "mismatch"],
    ["E16", "wrong_amount_answer", "mismatch"],
  ],
  secretsOf: ({ credentials }) => [(credentials as ExamplepayCredentials).secret],
});

async function openEmulator(notificationUrl: string): Promise<ContractEmulator> {
  const folder = mkdtempSync(join(tmpdir(), "examplepay-"));
  const server = await serveEmulators([createExamplepayEmulator(folder)], 0);
  const control = createPlainControl(server.url, "examplepay");
  const byReference: Record<string, Choice> = {};
  await control.putMerchant(merchantId, { secret });
  await control.putPayment(payment);
  const settings = examplepaySettingsSchema.parse({});
  const refs = { gatewayTransactionRef: null, gatewayPaymentRef: payment.paymentId };
  return {
    account: {
      id: "account",
      baseUrl: control.baseUrl,
      credentials: { merchantId, secret },
      settings,
      notificationUrl,
    },
    payment: { ...refs, method: "card", currency: payment.currency },
    receiver: null,
    choose: (reference, choice) => {
      byReference[reference] = choice;
      return control.plan({ byReference });
    },
    submissionsOf: async (reference) =>
      (await control.truth()).submissions.filter((one) => one.reference === reference).length,
    movesOf: async (reference) => {
      const refunds = (await control.truth()).refunds.filter((one) => one.reference === reference);
      return refunds.reduce((sum, { moves }) => sum + moves, 0);
    },
    notify: (reference, kind) => control.notify({ reference, kind }),
    violations: control.violations,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
