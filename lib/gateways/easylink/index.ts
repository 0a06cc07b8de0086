import { defineConnector } from "../connector.ts";
import {
  EASYLINK_PRODUCTION_FLOORS,
  easylinkAccountPolicy,
  easylinkCredentialsSchema,
  easylinkSettingsSchema,
} from "./account.ts";
import { acknowledge, readNotification } from "./notification.ts";
import { cleanReason } from "./reason.ts";
import { queryRefund, refund } from "./refund.ts";
import { selfTest } from "./self-test.ts";

/** easylink (gnete), Hong Kong. The wire in our words: docs/gateways/easylink.md. */
export const easylink = defineConnector({
  name: "easylink",
  displayName: "easylink",
  currencies: ({ currencies }) => currencies,
  credentialsSchema: easylinkCredentialsSchema,
  settingsSchema: easylinkSettingsSchema,
  identity: ["mchNo", "appId"],
  policy: {
    // A number is unique at the gateway, and looked at before the channel is called.
    resendIsSafe: true,
    peopleMaySendAgain: true,
    // easylink refuses another refund of the payment while one is in progress.
    oneOpenRefundPerPayment: true,
    baselineFromPayment: false,
  },
  accountPolicy: easylinkAccountPolicy,
  productionFloors: EASYLINK_PRODUCTION_FLOORS,
  receiver: () => "none",
  cleanReason,
  // Created, in progress, success, failure, revoked, refunded in full, closed: those of a pay order, not of a refund.
  paymentStates: {
    "0": "processing",
    "1": "processing",
    "2": "succeeded",
    "3": "failed",
    "4": "failed",
    "5": "refunded",
    "6": "failed",
  },
  operations: {
    refund,
    queryRefund,
    notifications: { read: readNotification, acknowledge },
    selfTest,
  },
});
