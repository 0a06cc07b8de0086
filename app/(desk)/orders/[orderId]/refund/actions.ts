"use server";

import { readForm } from "#lib/actions/form.ts";
import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { requestRefundSchema } from "#lib/contracts/refund.ts";
import { requestRefund } from "#lib/server.ts";
import { readRefundForm } from "./read-refund-form.ts";

export const requestRefundAction = operatorFormAction({
  name: "refund.request",
  permission: "refunds.request",
  input: requestRefundSchema,
  read: (form) => readRefundForm(readForm(form)),
  run: requestRefund,
  redirectTo: (receipt) => `/refunds/${receipt.id}`,
});
