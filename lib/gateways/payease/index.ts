import { defineConnector } from "../connector.ts";
import {
  PAYEASE_PRODUCTION_FLOORS,
  payeaseAccountPolicy,
  payeaseCredentialsSchema,
  payeaseSettingsSchema,
} from "./account.ts";
import { CURRENCIES } from "./currencies.ts";
import { acknowledge, NOTIFICATION_HEADERS, readNotification } from "./notification.ts";
import { cleanRemark } from "./reason.ts";
import { queryRefund, refund } from "./refund.ts";
import { selfTest } from "./self-test.ts";

/** PayEase / 5upay, v3.0. The wire in our words: docs/gateways/payease.md. */
export const payease = defineConnector({
  name: "payease",
  displayName: "PayEase",
  currencies: () => CURRENCIES,
  credentialsSchema: payeaseCredentialsSchema,
  settingsSchema: payeaseSettingsSchema,
  identity: ["merchantId"],
  policy: {
    // PayEase refuses a known requestId, but nobody promises how soon: only two people send one again.
    resendIsSafe: false,
    peopleMaySendAgain: true,
    oneOpenRefundPerPayment: false,
    baselineFromPayment: false,
  },
  accountPolicy: payeaseAccountPolicy,
  productionFloors: PAYEASE_PRODUCTION_FLOORS,
  receiver: () => "none",
  cleanReason: cleanRemark,
  paymentStates: { init: "processing" },
  operations: {
    refund,
    queryRefund,
    notifications: { read: readNotification, acknowledge, headers: NOTIFICATION_HEADERS },
    selfTest,
  },
});
