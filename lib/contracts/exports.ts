import { z } from "zod";
import {
  checkTogether,
  orderFilterSchema,
  orderShape,
  type RefundFilter,
  refundFilterSchema,
  refundShape,
} from "./list-filters.ts";
import { reasonSchema } from "./refund.ts";

/** What can leave the desk as a file: the list of that name, by its own filter. */
export const EXPORT_SUBJECTS = ["refunds", "orders"] as const;
export type ExportSubject = (typeof EXPORT_SUBJECTS)[number];
export const exportSubjectSchema = z.enum(EXPORT_SUBJECTS);

/** A file is of what the list shows: by the same filter. */
export const EXPORT_FILTERS = { refunds: refundFilterSchema, orders: orderFilterSchema } as const;
export type ExportFilter = RefundFilter;

const wishShape = {
  /** A byte order mark at the beginning: Excel takes a file without one for another encoding. */
  mark: z.literal("on").optional(),
  /** Why account numbers are needed in full; without a reason they are masked. */
  revealWhy: z.preprocess((text) => (text === "" ? undefined : text), reasonSchema.optional()),
};

export const START_EXPORT = {
  refunds: z.strictObject({ ...refundShape, ...wishShape }).superRefine(checkTogether),
  orders: z.strictObject({ ...orderShape, ...wishShape }).superRefine(checkTogether),
} as const;
export type StartExportInput = z.infer<typeof START_EXPORT.refunds>;

/** A file that left: the companion by which it can be known again. */
export type ExportDto = {
  readonly id: string;
  readonly subject: ExportSubject;
  readonly filter: ExportFilter;
  readonly zone: string;
  readonly hasFullAccounts: boolean;
  readonly startedAt: string;
  /** `cut`: ended before its last row, because the reader went away or something failed. */
  readonly outcome: "running" | "whole" | "cut";
  readonly rows: number | null;
  readonly bytes: string | null;
  readonly sha256: string | null;
};

export type ExportFormDto = {
  readonly subject: ExportSubject;
  readonly filter: ExportFilter;
  readonly zone: string;
  /** Counted no further than this; the file holds all. */
  readonly rows: { readonly count: number; readonly orMore: boolean };
  /** What the people and API keys that the filters name are called. */
  readonly names: Readonly<Record<string, string>>;
  readonly mayReveal: boolean;
  readonly earlier: readonly ExportDto[];
};
