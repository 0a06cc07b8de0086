import { z } from "zod";
import { fieldErrorsOf } from "#lib/contracts/field-errors.ts";
import { fieldSentence } from "#lib/contracts/messages-en.ts";
import { EXTRACT_COLUMNS, type ExtractReport, OPTIONAL_EXTRACT_COLUMNS } from "#lib/contracts/reconciliation.ts";
import { type Money, parseMoney } from "#lib/domain/money.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type CsvLine, readCsv } from "#lib/services/orders/read-csv.ts";

/** A line of a settlement or of a portal's extract: one refund, as the gateway has it. */
export type ExtractLine = {
  readonly line: number;
  readonly reference: string | null;
  readonly gatewayRef: string | null;
  readonly gatewayPaymentRef: string | null;
  readonly amount: Money;
  readonly state: "succeeded" | "failed" | "processing";
  readonly at: Date | null;
};

export type ReadExtract = { readonly lines: readonly ExtractLine[]; readonly refused: ExtractReport["refused"] };

/** The gateways' own words, in any letter case. */
const STATES: Readonly<Record<string, ExtractLine["state"]>> = {
  "": "succeeded",
  succeeded: "succeeded",
  success: "succeeded",
  refunded: "succeeded",
  failed: "failed",
  fail: "failed",
  processing: "processing",
  init: "processing",
};

const ref = z
  .string()
  .max(128, "too_long:128")
  .transform((text) => text || null);
const lineSchema = z
  .object({
    reference: ref,
    gatewayRef: ref,
    gatewayPaymentRef: ref,
    amount: z.string(),
    currency: z.string(),
    state: z
      .string()
      .transform((text) => STATES[text.toLowerCase()])
      .pipe(z.enum(["succeeded", "failed", "processing"], "format:succeeded, failed or processing")),
    at: z
      .union([z.literal(""), z.iso.datetime({ offset: true, error: "format:ISO 8601 with offset" })])
      .transform((text) => (text ? new Date(text) : null)),
  })
  .refine(({ reference, gatewayRef }) => reference ?? gatewayRef, { error: "required", path: ["reference"] });

/** Every line by itself: one that cannot be read is named with its fields and keeps none of the others from being read. */
export function readExtract(csv: Uint8Array): Result<ReadExtract, string> {
  const read = readCsv(csv, { columns: EXTRACT_COLUMNS, optional: OPTIONAL_EXTRACT_COLUMNS });
  if (!read.ok) return read;
  const lines: ExtractLine[] = [];
  const refused: { line: number; errors: { field: string; message: string }[] }[] = [];
  for (const row of read.value) {
    const parsed = readLine(row);
    if ("errors" in parsed) refused.push({ line: row.line, errors: parsed.errors });
    else lines.push(parsed);
  }
  return ok({ lines, refused });
}

type Refusal = { readonly errors: { field: string; message: string }[] };

function readLine({ line, cells, tooShortOrLong }: CsvLine<(typeof EXTRACT_COLUMNS)[number]>): ExtractLine | Refusal {
  if (tooShortOrLong)
    return { errors: [{ field: "", message: "The line has another number of cells than the header." }] };
  const parsed = lineSchema.safeParse(cells);
  const amount = parseMoney(cells.amount, cells.currency.toUpperCase());
  const errors = parsed.success ? [] : fieldErrorsOf(parsed.error);
  if (!amount.ok)
    errors.push({
      field: amount.error.code === "currency_unknown" ? "currency" : "amount",
      message: amount.error.code,
    });
  if (!parsed.success || !amount.ok)
    return { errors: errors.map(({ field, message }) => ({ field, message: fieldSentence(message) })) };
  const { reference, gatewayRef, gatewayPaymentRef, state, at } = parsed.data;
  return { line, reference, gatewayRef, gatewayPaymentRef, amount: amount.value, state, at };
}
