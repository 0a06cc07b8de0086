import { defineConnector } from "../connector.ts";
import { looksCutAnew } from "../cut-anew.ts";
import {
  NEOX_PRODUCTION_FLOORS,
  neoxAccountPolicy,
  neoxCredentialsSchema,
  neoxReceiver,
  neoxSettingsSchema,
} from "./account.ts";
import { acknowledge, readNotification } from "./notification.ts";
import { createPayment, PAY_LOCALES, PAY_METHODS, queryTransaction } from "./pay.ts";
import { queryPayments, refund } from "./refund.ts";
import { selfTest } from "./self-test.ts";

/** NeoX / NeoPay, Vietnam. The wire in our words: docs/gateways/neox.md. */
export const neox = defineConnector({
  name: "neox",
  displayName: "NeoX",
  currencies: () => ["VND"],
  credentialsSchema: neoxCredentialsSchema,
  settingsSchema: neoxSettingsSchema,
  identity: ["merchantCode"],
  policy: {
    // What NeoX does with a known neo_RequestID is undocumented, and the number is not even signed.
    resendIsSafe: false,
    peopleMaySendAgain: false,
    // The refunded total is the only evidence there is to ask for; two open refunds would share it.
    oneOpenRefundPerPayment: true,
    baselineFromPayment: true,
  },
  accountPolicy: neoxAccountPolicy,
  productionFloors: NEOX_PRODUCTION_FLOORS,
  receiver: neoxReceiver,
  // NeoX carries no reason; what people read is what they wrote.
  cleanReason: (reason) => reason.normalize("NFC").trim(),
  operations: {
    refund,
    queryPayments,
    createPayment: { methods: PAY_METHODS, locales: PAY_LOCALES, create: createPayment },
    queryTransaction,
    notifications: { read: readNotification, acknowledge, looksCutAnew },
    selfTest,
  },
});
