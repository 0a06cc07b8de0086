import { z } from "zod";
import { compareNames, type NameMatch } from "./account-name.ts";
import { withoutDiacritics } from "./text.ts";

/** The beneficiary's account of a refund that goes to a bank account (NeoX QR). */
export type Receiver = { readonly accountName: string; readonly accountNumber: string; readonly swiftCode: string };

/** What a screen may show without a reason: `•••• 6789`. */
export type MaskedReceiver = {
  readonly accountName: string;
  readonly accountNumber: string;
  readonly swiftCode: string;
  /** Absent where there is nothing to compare with. */
  readonly nameMatch?: NameMatch;
};

const SWIFT_CODE_IN_VIETNAM = /^[A-Z]{4}VN[A-Z0-9]{2}([A-Z0-9]{3})?$/;

/** Banks print names in capitals without accents; what a person types is brought to that form and shown so. */
export function normaliseAccountName(text: string): string {
  return withoutDiacritics(text).toUpperCase().replace(/\s+/g, " ").trim();
}

export const receiverSchema = z.strictObject({
  accountName: z
    .string()
    .transform(normaliseAccountName)
    .pipe(
      z
        .string()
        .min(2, "receiver_name_missing")
        .max(70, "receiver_name_too_long")
        .regex(/^[A-Z0-9 .,'()&/-]+$/, "receiver_name_characters"),
    ),
  accountNumber: z
    .string()
    .transform((text) => text.replace(/[\s.-]/g, "").toUpperCase())
    .pipe(z.string().regex(/^[0-9A-Z]{4,19}$/, "receiver_number_format")),
  swiftCode: z
    .string()
    .transform((text) => text.trim().toUpperCase())
    .pipe(z.string().regex(SWIFT_CODE_IN_VIETNAM, "receiver_swift_format")),
});

export function maskReceiver(receiver: Receiver, customerName: string): MaskedReceiver {
  const nameMatch = compareNames(receiver.accountName, customerName);
  return {
    ...receiver,
    ...(nameMatch && { nameMatch }),
    accountName: maskName(receiver.accountName),
    accountNumber: `•••• ${receiver.accountNumber.slice(-4)}`,
  };
}

function maskName(name: string): string {
  return name
    .split(" ")
    .map((word, index, words) => (index === words.length - 1 ? word : `${word.slice(0, 1)}•••`))
    .join(" ");
}
