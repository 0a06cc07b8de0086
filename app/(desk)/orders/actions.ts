"use server";

import { operatorAction } from "#lib/actions/operator-action.ts";
import { checkPaymentSchema } from "#lib/contracts/refund.ts";
import { checkPayment } from "#lib/server.ts";

export const checkPaymentAction = operatorAction({
  name: "payment.check",
  permission: "payments.check",
  input: checkPaymentSchema,
  run: checkPayment,
});
