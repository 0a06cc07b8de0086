import { z } from "zod";
import { planSchema } from "../../emulator-kit/plan.ts";
import { MESSAGE_NAMES } from "./messages.ts";

/** What easylink's documents leave open; docs/gateways/easylink.md names each with its default. */
const emulatorSettingsSchema = z.strictObject({
  /** Other words than the upstream's, by the name of the check. */
  texts: z.partialRecord(z.enum(MESSAGE_NAMES), z.string()).default({}),
  /** Multiplies the two hours until an open refund is closed, and the gaps between notifications. */
  timeScale: z.number().positive().max(1).default(1),
  notificationForm: z.enum(["form", "query", "json"]).default("form"),
  /** The state of a refund whose end is not known yet. */
  waitingState: z.literal([0, 1]).default(1),
  oneInFlight: z.boolean().default(true),
  /** A known mchRefundNo: refused, or paid once more by a gateway that breaks its own rule. */
  knownNumber: z.enum(["refuse", "pay_again"]).default("refuse"),
  /** How far reqTime may be from the gateway's clock; null does not look. */
  largestSkewMs: z.int().positive().nullable().default(null),
});

const id = z.string().min(1).max(64);

export const merchantSchema = z.strictObject({
  active: z.boolean().default(true),
  apps: z.array(z.strictObject({ appId: id, appSecret: z.string().min(1), active: z.boolean().default(true) })).min(1),
  settings: emulatorSettingsSchema.prefault({}),
});

export const paymentsSchema = z.strictObject({
  mchNo: id,
  payments: z.array(
    z.strictObject({
      payOrderId: id,
      mchOrderNo: id,
      amount: z.int().positive(),
      currency: z.string().default("HKD"),
      /** 2 is paid, 5 fully refunded. */
      state: z.int().min(0).max(6).default(2),
      refundedAmount: z.int().nonnegative().default(0),
      channelRefunds: z.boolean().default(true),
    }),
  ),
});

export const planRequestSchema = planSchema.extend({ mchNo: z.string().nullable().default(null) });

export const settleSchema = z.strictObject({
  mchRefundNo: z.string(),
  result: z.enum(["success", "failure"]),
  errCode: z.string().optional(),
  notifications: z.int().min(0).max(10_000).default(1),
});

export const closeSchema = z.strictObject({ mchRefundNo: z.string() });

export const notifySchema = z.strictObject({
  mchRefundNo: z.string(),
  /** `forged` carries the sign of another secret. */
  kind: z.enum(["genuine", "forged"]).default("genuine"),
  /** Fields that shall differ; `genuine` signs them. */
  fields: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  times: z.int().min(1).max(10_000).default(1),
});

export const portalRefundSchema = z.strictObject({
  mchNo: z.string(),
  payOrderId: z.string(),
  amount: z.int().positive(),
});

export type MerchantInput = z.input<typeof merchantSchema>;
export type PaymentsInput = z.input<typeof paymentsSchema>;
export type PlanRequest = z.input<typeof planRequestSchema>;
export type SettleInput = z.input<typeof settleSchema>;
export type NotifyInput = z.input<typeof notifySchema>;
export type PortalRefundInput = z.input<typeof portalRefundSchema>;
