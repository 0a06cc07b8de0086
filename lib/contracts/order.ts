import { z } from "zod";
import type { RefundState } from "#lib/domain/refund-state.ts";
import { hasUnwelcomeCharacters } from "#lib/domain/text.ts";
import type { EventDto, RefundDto } from "./refund.ts";

export type BalanceDto = {
  readonly paid: string;
  readonly refunded: string;
  readonly atGateway: string;
  readonly unknown: string;
  readonly approvedWaiting: string;
  readonly awaitingApproval: string;
  readonly onHold: string;
  readonly refundable: string;
};

export type PaymentDto = {
  readonly id: string;
  readonly orderId: string;
  readonly gateway: string;
  readonly gatewayAccountId: string;
  readonly gatewayAccountLabel: string;
  readonly gatewayTransactionRef: string | null;
  readonly gatewayPaymentRef: string | null;
  readonly method: string;
  readonly status: "succeeded" | "processing" | "failed";
  readonly amount: string;
  readonly currency: string;
  readonly paidAt: string | null;
  readonly checkedAt: string | null;
  readonly balance: BalanceDto;
  /** What our ledger proved and what the gateway reports, where they differ. */
  readonly ledgerRefunded: string;
  readonly gatewayRefunded: string;
  readonly onHoldWhy: string | null;
  /** Changes with the balance; the refund form sends it back. */
  readonly balanceToken: string;
};

export type OrderDto = {
  readonly orderId: string;
  readonly currency: string;
  readonly amount: string;
  readonly placedAt: string;
  readonly customer: { readonly name: string; readonly email: string | null; readonly phone: string | null };
  readonly lines: readonly OrderLineDto[];
  readonly shopUrl: string | null;
  readonly payments: readonly PaymentDto[];
  readonly refunds: readonly RefundDto[];
};

export type OrderLineDto = { readonly name: string; readonly quantity: number; readonly amount?: string };

/** The order page: the order and its timeline, newest first. */
export type OrderPageDto = {
  readonly order: OrderDto;
  readonly timeline: readonly (EventDto & { readonly refundId: string | null })[];
};

export type OrderRowDto = {
  readonly orderId: string;
  readonly placedAt: string;
  readonly customerName: string;
  readonly gateway: string | null;
  readonly method: string | null;
  readonly payments: number;
  readonly currency: string;
  readonly amount: string;
  readonly paid: string;
  readonly refunded: string;
  readonly refundable: string;
  /** The state that most needs eyes among the refunds of the order. */
  readonly refundState: RefundState | null;
};

/** `next` and `previous` are opaque cursors: older rows, newer rows. */
export type PageDto<T> = {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly previous: string | null;
  /** Where a page that is not full stopped looking; beyond it more may fit. */
  readonly walkedTo?: string;
};

const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !hasUnwelcomeCharacters(text), "text_unwelcome_characters");
const ref = line(100)
  .transform((text) => text.trim())
  .transform((text) => (text === "" ? null : text))
  .nullish()
  .transform((text) => text ?? null);

export const paymentInputSchema = z.strictObject({
  gatewayAccountId: z.uuid().toLowerCase(),
  gatewayTransactionRef: ref,
  gatewayPaymentRef: ref,
  method: line(40).min(1),
  amount: z.string().max(40),
  currency: z.string().max(10),
  status: z
    .string()
    .max(20)
    .transform((text) => text.toLowerCase()),
  paidAt: z.iso
    .datetime({ offset: true })
    .nullish()
    .transform((text) => text ?? null),
  refundedAmount: z.string().max(40).optional(),
});

/** The body of POST /api/v1/orders and, made from a line, of the CSV import. */
export const upsertOrderSchema = z.strictObject({
  orderId: line(100)
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .min(1)
        .refine((text) => !/^\.\.?$/.test(text), "order_id_is_dots"),
    ),
  currency: z.string().max(10),
  amount: z.string().max(40),
  placedAt: z.iso.datetime({ offset: true }),
  customer: z.strictObject({
    name: line(200),
    email: line(254)
      .nullish()
      .transform((text) => text?.trim() || null),
    phone: line(40)
      .nullish()
      .transform((text) => text?.trim() || null),
  }),
  lines: z
    .array(
      z.strictObject({
        name: line(200),
        quantity: z.number().int().min(1).max(1_000_000),
        amount: z.string().max(40).optional(),
      }),
    )
    .max(200)
    .optional(),
  shopUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullish(),
  payments: z.array(paymentInputSchema).max(50),
});
export type UpsertOrderInput = z.infer<typeof upsertOrderSchema>;
