import { z } from "zod";
import { planSchema } from "../../emulator-kit/plan.ts";

const code = z.int();

/** What NeoX's documents leave open; docs/gateways/neox.md names each with its default. */
export const emulatorSettingsSchema = z.strictObject({
  codes: z
    .strictObject({
      hash: code.default(1),
      merchant: code.default(1),
      request: code.default(1),
      transaction: code.default(1),
      payment: code.default(1),
      receiver: code.default(1),
      amount: code.default(33),
      duplicate: code.default(19),
    })
    .prefault({}),
  errorStatus: z.int().min(200).max(499).default(200),
  /** A second request with a known neo_RequestID: refused, or paid once more. */
  duplicateRequest: z.enum(["refuse", "pay_again"]).default("refuse"),
  refundHashIncludesRequestId: z.boolean().default(false),
  refundedAmountCountsPending: z.boolean().default(false),
  receiverForWallet: z.enum(["none", "required"]).default("none"),
  fee: z.int().nonnegative().default(3_300),
  notificationContentType: z.enum(["json", "form"]).default("json"),
  notificationTries: z.int().min(1).max(50).default(5),
  notificationGapMs: z.int().nonnegative().default(60_000),
});

export const merchantSchema = z.strictObject({
  secretKey: z.string().min(1),
  notificationUrl: z.url().nullable().default(null),
  settings: emulatorSettingsSchema.prefault({}),
});

export const paymentsSchema = z.strictObject({
  merchantCode: z.string().min(1),
  transactionId: z.string().min(1),
  orderId: z.string().min(1).optional(),
  payments: z.array(
    z.strictObject({
      id: z.string().min(1),
      status: z.enum(["SUCCESS", "FAILED", "PROCESSING"]).default("SUCCESS"),
      amount: z.int().positive(),
      refundedAmount: z.int().nonnegative().default(0),
      paymentMethod: z.string().min(1),
    }),
  ),
});

export const planRequestSchema = planSchema.extend({ merchantCode: z.string().nullable().default(null) });

export const settleSchema = z.strictObject({
  requestId: z.string(),
  result: z.enum(["success", "failure"]),
  code: z.int().optional(),
  notifications: z.int().min(0).max(10_000).default(1),
});

export const notifySchema = z.strictObject({
  requestId: z.string(),
  /** `forged` carries the hash of another key. */
  kind: z.enum(["genuine", "forged"]).default("genuine"),
  /** Fields that shall differ; `genuine` signs them. */
  fields: z.record(z.string(), z.unknown()).default({}),
  times: z.int().min(1).max(10_000).default(1),
});

export const portalRefundSchema = z.strictObject({
  merchantCode: z.string(),
  paymentId: z.string(),
  amount: z.int().positive(),
});

export type EmulatorSettings = z.infer<typeof emulatorSettingsSchema>;
export type MerchantInput = z.input<typeof merchantSchema>;
export type PaymentsInput = z.input<typeof paymentsSchema>;
export type PlanRequest = z.input<typeof planRequestSchema>;
export type SettleInput = z.input<typeof settleSchema>;
export type NotifyInput = z.input<typeof notifySchema>;
export type PortalRefundInput = z.input<typeof portalRefundSchema>;
