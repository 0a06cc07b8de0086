import { z } from "zod";
import type { DifferenceKind } from "#lib/domain/reconcile.ts";

export const startReconciliationSchema = z.strictObject({
  gatewayAccountId: z.union([z.uuid(), z.literal("").transform(() => undefined)]).optional(),
});

/** The columns of a settlement or of a portal's extract; any order is read. */
export const EXTRACT_COLUMNS = [
  "reference",
  "gatewayRef",
  "gatewayPaymentRef",
  "amount",
  "currency",
  "state",
  "at",
] as const;
export type ExtractColumn = (typeof EXTRACT_COLUMNS)[number];
export const OPTIONAL_EXTRACT_COLUMNS: readonly ExtractColumn[] = [
  "reference",
  "gatewayRef",
  "gatewayPaymentRef",
  "state",
  "at",
];

export type ComparableAccount = { readonly id: string; readonly gateway: string; readonly label: string };

export type ReconciliationDto = {
  readonly id: string;
  readonly kind: "gateway" | "file";
  readonly account: ComparableAccount;
  readonly fileName: string | null;
  readonly isNightly: boolean;
  readonly askedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly total: number;
  readonly checked: number;
  /** The gateway gave no usable answer about these. */
  readonly unanswered: number;
  readonly differences: number;
};

/** Both figures, and where to look. */
export type DifferenceDto = {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly severity: number;
  readonly subject: string;
  readonly orderId: string | null;
  readonly refundId: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly currency: string;
  readonly line: number | null;
};

export type ReconciliationReport = ReconciliationDto & { readonly found: readonly DifferenceDto[] };

/** What a file said, and which of its lines nobody can read. */
export type ExtractReport = ReconciliationReport & {
  readonly refused: readonly {
    readonly line: number;
    readonly errors: readonly { readonly field: string; readonly message: string }[];
  }[];
};
