import { z } from "zod";
import { planSchema } from "../../emulator-kit/plan.ts";

const code = z.string().min(1);

/** What PayEase's documents leave open; docs/gateways/payease.md names each with its default. */
const emulatorSettingsSchema = z.strictObject({
  contentType: z.string().default("application/vnd.5upay-v3.0+json"),
  /** Where a partner is named, requests must carry it. */
  partnerId: z.string().nullable().default(null),
  amountFormat: z.enum(["major-2dp", "major-exponent", "minor"]).default("major-2dp"),
  timeZone: z
    .string()
    .regex(/^[+-]\d\d:\d\d$/)
    .default("+08:00"),
  codes: z
    .strictObject({
      hmac: code.default("E1004016"),
      request: code.default("E1004016"),
      merchant: code.default("EH0100021"),
      payment: code.default("EH0100051"),
      rules: code.default("EH0100053"),
      duplicate: code.default("EH0100019"),
      unknownRefund: code.default("EH0100051"),
      notLicensed: code.default("EH0100024"),
      limit: code.default("EH0100052"),
    })
    .prefault({}),
  errorBody: z.enum(["encrypted", "plain"]).default("encrypted"),
  errorStatus: z.int().min(200).max(499).default(200),
  /** `{"data":"…"}`, or the base64 alone. */
  bodyFormat: z.enum(["json", "bare"]).default("json"),
  headerCase: z.enum(["documented", "lower"]).default("documented"),
  amountsAs: z.enum(["text", "number"]).default("text"),
  /** A second request with a known requestId: refused, or paid once more. */
  duplicateRequest: z.enum(["refuse", "pay_again"]).default("refuse"),
  /** What is not settled yet counts against the payment, too. */
  countsPending: z.boolean().default(true),
  refundQuery: z.boolean().default(true),
  queriesPerMinute: z.int().positive().default(200),
  /** Between a try without "success" and the next; divide them to make time run faster. */
  notificationGapsMs: z.array(z.number().nonnegative()).max(50).default([20_000, 30_000, 40_000, 50_000]),
});

const pem = z.string().includes("-----BEGIN");

export const merchantSchema = z.strictObject({
  /** The merchant's certificate or public key. Without one, a key is made and given back once. */
  publicKeyPem: pem.optional(),
  /** The platform's private key for this merchant. Without one, the merchant's is kept, or one is made. */
  platformKeyPem: pem.optional(),
  settings: emulatorSettingsSchema.prefault({}),
});

export const paymentsSchema = z.strictObject({
  merchantId: z.string().min(1),
  payments: z.array(
    z.strictObject({
      orderRequestId: z.string().regex(/^\d{8}-\d{1,9}-\d+(-\d+)*$/),
      status: z.enum(["INIT", "SUCCESS", "FAILED", "PROCESSING"]).default("SUCCESS"),
      currency: z.string().regex(/^[A-Z]{3}$/),
      amountMinor: z.int().positive(),
      refundedMinor: z.int().nonnegative().default(0),
      paymentModeAlias: z.string().default("VISA"),
    }),
  ),
});

export const planRequestSchema = planSchema.extend({ merchantId: z.string().nullable().default(null) });

export const settleSchema = z.strictObject({
  requestId: z.string(),
  result: z.enum(["success", "failure"]),
  notifications: z.int().min(0).max(10_000).default(1),
});

export const notifySchema = z.strictObject({
  requestId: z.string(),
  /** `forged` has a broken hmac, `wrong_key` a header whose key does not open the body. */
  kind: z.enum(["genuine", "forged", "wrong_key"]).default("genuine"),
  /** Fields that shall differ; `genuine` signs them. */
  fields: z.record(z.string(), z.unknown()).default({}),
  times: z.int().min(1).max(10_000).default(1),
});

export const portalRefundSchema = z.strictObject({
  merchantId: z.string(),
  orderRequestId: z.string(),
  amountMinor: z.int().positive(),
});

export type EmulatorSettings = z.infer<typeof emulatorSettingsSchema>;
export type MerchantInput = z.input<typeof merchantSchema>;
export type PaymentsInput = z.input<typeof paymentsSchema>;
export type PlanRequest = z.input<typeof planRequestSchema>;
export type SettleInput = z.input<typeof settleSchema>;
export type NotifyInput = z.input<typeof notifySchema>;
export type PortalRefundInput = z.input<typeof portalRefundSchema>;
