"use server";

import { readForm } from "#lib/actions/form.ts";
import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { requestGroupSchema, requestRefundSchema } from "#lib/contracts/refund.ts";
import { requestGroup, requestRefund } from "#lib/server.ts";
import { readGroupForm } from "./read-group-form.ts";
import { readRefundForm } from "./read-refund-form.ts";

export const requestRefundAction = operatorFormAction({
  name: "refund.request",
  permission: "refunds.request",
  input: requestRefundSchema,
  read: (form) => readRefundForm(readForm(form)),
  run: requestRefund,
  redirectTo: (receipt) => `/refunds/${receipt.id}`,
});

export const requestGroupAction = operatorFormAction({
  name: "refund.request_group",
  permission: "refunds.request",
  input: requestGroupSchema,
  read: (form) => readGroupForm(readForm(form)),
  run: requestGroup,
  redirectTo: (receipt) => `/refunds/${receipt.id}`,
});
