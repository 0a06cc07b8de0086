import { z } from "zod";
import { currencyDigits, parseMoney } from "#lib/domain/money.ts";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import { APPROVAL_SORTS, APPROVAL_TABS, sortsOf } from "./approval-tabs.ts";
import { AGES } from "./filter-names.ts";
import { pageShape } from "./lists.ts";

/** Readable only with its currency. */
const amount = z.string().max(40);
const day = z.iso.date("day_unreadable");
const person = z.uuid("person_unknown");
export const gatewaySchema = z.string().regex(/^[a-z0-9-]{1,40}$/, "gateway_unknown");

const ofPayments = {
  gateway: gatewaySchema.optional(),
  method: z.string().max(40).optional(),
  from: day.optional(),
  to: day.optional(),
  currency: z
    .string()
    .refine((code) => currencyDigits(code) !== undefined, "currency_unknown")
    .optional(),
  min: amount.optional(),
  max: amount.optional(),
};
const ofRequests = {
  age: z.enum(AGES, "age_unknown").optional(),
  reason: z.string().max(64).optional(),
  /** Who asked: a person or an API key. */
  by: person.optional(),
};

/** `from` and `to` are days of the reader's zone, both included; amounts are of `currency`, both included. */
export const orderShape = {
  q: z
    .string()
    .max(200)
    .transform((text) => text.trim() || undefined)
    .optional(),
  state: z.enum(REFUND_STATES, "state_unknown").optional(),
  /** With a refund that succeeded since the reader's midnight. */
  refunded: z.enum(["today"], "refunded_unknown").optional(),
  ...ofPayments,
};
export const refundShape = { ...orderShape, ...ofRequests, approver: person.optional() };
export const approvalShape = { ...ofPayments, ...ofRequests };

type Together = Partial<Record<"from" | "to" | "currency" | "min" | "max", string | undefined>>;

/** What no single value can be wrong about. */
export function checkTogether({ from, to, currency, min, max }: Together, context: z.RefinementCtx): void {
  const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if (from && to && from > to) refuse("to", "days_reversed");
  if ((!min && !max) || (currency && currencyDigits(currency) === undefined)) return;
  const read = (text = "0") => parseMoney(text, currency ?? "");
  const [low, high] = [read(min), read(max)];
  if (!currency) refuse("currency", "currency_missing");
  else if (!low.ok) refuse("min", low.error.code);
  else if (!high.ok) refuse("max", high.error.code);
  else if (max && high.value.minor < low.value.minor) refuse("max", "amounts_reversed");
}

export const orderFilterSchema = z.strictObject(orderShape).superRefine(checkTogether);
export const refundFilterSchema = z.strictObject(refundShape).superRefine(checkTogether);
export type OrderFilter = z.infer<typeof orderFilterSchema>;
export type RefundFilter = z.infer<typeof refundFilterSchema>;
export type ApprovalFilter = Omit<RefundFilter, "q" | "state" | "refunded" | "approver">;

export const countsSchema = z.strictObject({ list: z.enum(["orders", "refunds"]) });
export const listOrdersSchema = z.strictObject({ ...orderShape, ...pageShape }).superRefine(checkTogether);
export const listRefundsSchema = z.strictObject({ ...refundShape, ...pageShape }).superRefine(checkTogether);

export const listApprovalsSchema = z
  .strictObject({
    ...approvalShape,
    ...pageShape,
    tab: z.enum(APPROVAL_TABS, "tab_unknown").default("for-me"),
    sort: z.enum(APPROVAL_SORTS, "sort_unknown").default("newest"),
  })
  .superRefine((asked, context) => {
    checkTogether(asked, context);
    if (!sortsOf(asked.tab).includes(asked.sort))
      context.addIssue({ code: "custom", path: ["sort"], message: "sort_unknown" });
  });
export type ListApprovals = z.input<typeof listApprovalsSchema>;
