"use server";

import { readForm } from "#lib/actions/form.ts";
import { operatorAction, operatorFormAction } from "#lib/actions/operator-action.ts";
import { askPaymentLinkSchema, createPaymentLinkSchema } from "#lib/contracts/payment-link.ts";
import { askPaymentLink, createPaymentLink } from "#lib/server.ts";
import { readPayForm } from "./read-pay-form.ts";

export const createPaymentLinkAction = operatorFormAction({
  name: "payment_link.create",
  permission: "payments.create_link",
  input: createPaymentLinkSchema,
  read: (form) => readPayForm(readForm(form)),
  run: createPaymentLink,
  redirectTo: (link) => `/orders/${encodeURIComponent(link.orderId)}/pay/${link.id}`,
});

export const askPaymentLinkAction = operatorAction({
  name: "payment_link.ask",
  permission: "payments.create_link",
  input: askPaymentLinkSchema,
  run: askPaymentLink,
});
