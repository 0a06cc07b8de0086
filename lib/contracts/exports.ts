import { z } from "zod";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import { reasonSchema } from "./refund.ts";

/** What can leave the desk as a file: the list of that name, by its own filter. */
export const EXPORT_SUBJECTS = ["refunds", "orders"] as const;
export type ExportSubject = (typeof EXPORT_SUBJECTS)[number];
export const exportSubjectSchema = z.enum(EXPORT_SUBJECTS);

export const exportFilterSchema = z.strictObject({
  q: z
    .string()
    .max(200)
    .transform((text) => text.trim() || undefined)
    .optional(),
  state: z.enum(REFUND_STATES).optional(),
});
export type ExportFilter = z.infer<typeof exportFilterSchema>;

export const startExportSchema = exportFilterSchema.extend({
  /** A byte order mark at the beginning: Excel takes a file without one for another encoding. */
  mark: z.literal("on").optional(),
  /** Why account numbers are needed in full; without a reason they are masked. */
  revealWhy: z.preprocess((text) => (text === "" ? undefined : text), reasonSchema.optional()),
});
export type StartExportInput = z.infer<typeof startExportSchema>;

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
  readonly mayReveal: boolean;
  readonly earlier: readonly ExportDto[];
};
