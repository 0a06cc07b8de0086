import { defineConnector } from "#lib/gateways/connector.ts";
import {
  NEWGATEWAY_PRODUCTION_FLOORS,
  newgatewayAccountPolicy,
  newgatewayCredentialsSchema,
  newgatewaySettingsSchema,
} from "./account.ts";
import { acknowledge, readNotification, SIGNED_HEADERS } from "./notification.ts";
import { cleanReason, queryRefund, refund } from "./refund.ts";
import { selfTest } from "./self-test.ts";
import { CURRENCIES } from "./wire.ts";

/** TODO Who this is, and in which country. The wire in our words: README.md. */
export const newgateway = defineConnector({
  name: "newgateway",
  // TODO As the gateway writes its own name.
  displayName: "Newgateway",
  currencies: () => CURRENCIES,
  credentialsSchema: newgatewayCredentialsSchema,
  settingsSchema: newgatewaySettingsSchema,
  identity: ["merchantId"],
  policy: {
    // TODO Both true only where the manual promises that a known reference is refused before money moves.
    resendIsSafe: false,
    peopleMaySendAgain: false,
    // TODO False only where the manual promises that refunds of one payment may run side by side.
    oneOpenRefundPerPayment: true,
    baselineFromPayment: false,
  },
  accountPolicy: newgatewayAccountPolicy,
  productionFloors: NEWGATEWAY_PRODUCTION_FLOORS,
  // TODO "required" where the gateway must be told whose account the money goes to.
  receiver: () => "none",
  cleanReason,
  operations: {
    refund,
    queryRefund,
    notifications: { headers: SIGNED_HEADERS, read: readNotification, acknowledge },
    selfTest,
  },
});
