import { defineConnector } from "#lib/gateways/connector.ts";
import {
  EXAMPLEPAY_PRODUCTION_FLOORS,
  examplepayAccountPolicy,
  examplepayCredentialsSchema,
  examplepaySettingsSchema,
} from "./account.ts";
import { acknowledge, readNotification, SIGNED_HEADERS } from "./notification.ts";
import { cleanReason, queryRefund, refund } from "./refund.ts";
import { selfTest } from "./self-test.ts";
import { CURRENCIES } from "./wire.ts";

/** ExamplePay, which does not exist. The wire in our words: README.md. */
export const examplepay = defineConnector({
  name: "examplepay",
  displayName: "ExamplePay",
  currencies: () => CURRENCIES,
  credentialsSchema: examplepayCredentialsSchema,
  settingsSchema: examplepaySettingsSchema,
  identity: ["merchantId"],
  policy: {
    // A reference is unique at ExamplePay, and looked at before money moves.
    resendIsSafe: true,
    peopleMaySendAgain: true,
    oneOpenRefundPerPayment: false,
    baselineFromPayment: false,
  },
  accountPolicy: examplepayAccountPolicy,
  productionFloors: EXAMPLEPAY_PRODUCTION_FLOORS,
  receiver: () => "none",
  cleanReason,
  operations: {
    refund,
    queryRefund,
    notifications: { headers: SIGNED_HEADERS, read: readNotification, acknowledge },
    selfTest,
  },
});
