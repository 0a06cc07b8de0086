/** The columns of an order import, in the order of the documentation; any order is read. */
export const ORDER_CSV_COLUMNS = [
  "orderId",
  "currency",
  "amount",
  "placedAt",
  "customerName",
  "customerEmail",
  "customerPhone",
  "gatewayAccountId",
  "gatewayTransactionRef",
  "gatewayPaymentRef",
  "method",
  "paymentAmount",
  "status",
  "paidAt",
] as const;
export type OrderCsvColumn = (typeof ORDER_CSV_COLUMNS)[number];

/** Each line of an order says these the same way. */
export const ORDER_LEVEL_COLUMNS = [
  "currency",
  "amount",
  "placedAt",
  "customerName",
  "customerEmail",
  "customerPhone",
] as const satisfies readonly OrderCsvColumn[];

/** A file may leave these columns out, and a line these cells. */
export const OPTIONAL_COLUMNS: readonly OrderCsvColumn[] = [
  "customerEmail",
  "customerPhone",
  "gatewayTransactionRef",
  "gatewayPaymentRef",
  "paidAt",
];

/** A column of the file for each field of `upsertOrderSchema` that a line can get wrong. */
export const COLUMN_OF_FIELD: Readonly<Record<string, OrderCsvColumn>> = {
  orderId: "orderId",
  currency: "currency",
  amount: "amount",
  placedAt: "placedAt",
  "customer.name": "customerName",
  "customer.email": "customerEmail",
  "customer.phone": "customerPhone",
  "payment.gatewayAccountId": "gatewayAccountId",
  "payment.gatewayTransactionRef": "gatewayTransactionRef",
  "payment.gatewayPaymentRef": "gatewayPaymentRef",
  "payment.method": "method",
  "payment.amount": "paymentAmount",
  "payment.currency": "currency",
  "payment.status": "status",
  "payment.paidAt": "paidAt",
};

export type ImportOutcome = "created" | "updated" | "unchanged" | "refused";

/** One line of the file. All lines of an order share its outcome; the wrong ones say why. */
export type ImportRow = {
  readonly line: number;
  readonly orderId: string;
  readonly outcome: ImportOutcome;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
};

/** Counts are of orders. */
export type ImportReport = Readonly<Record<ImportOutcome, number>> & {
  readonly dryRun: boolean;
  readonly rows: readonly ImportRow[];
};
