import { z } from "zod";
import { hasUnwelcomeCharacters } from "#lib/domain/text.ts";

/** `differs`: something was paid that does not fit the link, and nothing was booked. */
export const PAYMENT_LINK_STATES = ["open", "paid", "failed", "expired", "differs"] as const;
export type PaymentLinkState = (typeof PAYMENT_LINK_STATES)[number];

/** What a payer by QR transfers; `qrData` is the text of the code that says the same. */
export type TransferDto = {
  readonly qrData: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly accountName: string;
  readonly amount: string;
  readonly remark: string;
};

export type PaymentLinkDto = {
  readonly id: string;
  readonly orderId: string;
  readonly gateway: string;
  readonly merchantTransactionId: string;
  readonly gatewayTransactionRef: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly methods: readonly string[];
  readonly url: string;
  readonly transfer: TransferDto | null;
  readonly state: PaymentLinkState;
  readonly why: string | null;
  /** When the gateway said that it ended; what it says then is asked for. */
  readonly reportedAt: string | null;
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly createdBy: string;
};

export type PayFormDto = {
  readonly orderId: string;
  readonly currency: string;
  /** What is not paid yet, or the whole where everything is. */
  readonly amount: string;
  readonly customer: { readonly email: string | null; readonly phone: string | null };
  readonly accounts: readonly {
    readonly id: string;
    readonly label: string;
    readonly gateway: string;
    readonly methods: readonly string[];
    readonly locales: readonly string[];
  }[];
  readonly items: readonly { readonly description: string; readonly price: string }[];
  readonly links: readonly PaymentLinkDto[];
};

/** What the payer's browser brings back. */
export type PaymentReturnDto =
  | { readonly kind: "not_signed" }
  | {
      readonly kind: "told";
      readonly result: "succeeded" | "failed" | "processing";
      /** Booked already, because the gateway lists it. */
      readonly isPaid: boolean;
      readonly orderId: string;
      readonly amount: string;
      readonly currency: string;
    };

const line = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.normalize("NFC").trim())
    .refine((text) => !hasUnwelcomeCharacters(text), "text_unwelcome_characters");
const optional = (max: number) => line(max).transform((text) => text || undefined);

export const createPaymentLinkSchema = z.strictObject({
  linkId: z.uuid(),
  orderId: z.string().min(1).max(100),
  gatewayAccountId: z.uuid(),
  way: z.enum(["POST", "GET"]),
  amount: z.string().max(40),
  orderInfo: line(256).pipe(z.string().min(1)),
  locale: z.string().max(10),
  methods: z.array(z.string().max(20)).max(10),
  expiresInMinutes: z.coerce.number("number_whole").int("number_whole").min(1).max(43_200),
  customer: z.strictObject({ id: optional(64), email: optional(254), phone: optional(40), ip: optional(45) }),
  createToken: z.boolean(),
  forIframe: z.boolean(),
  items: z
    .array(
      z.strictObject({
        orderId: z.string().regex(/^[A-Za-z0-9_-]{1,36}$/, "item_id_format"),
        description: line(100),
        price: z.string().max(40),
      }),
    )
    .max(20),
});
export type CreatePaymentLinkInput = z.infer<typeof createPaymentLinkSchema>;

export const askPaymentLinkSchema = z.strictObject({ linkId: z.uuid() });
