/**
 * What lists can be filtered by beside their search, in the order in which it is shown. The names stand in addresses,
 * saved views and exports. Apart from the schemas, so that a page needs no schema library.
 */
const PAYMENT_FILTERS = ["gateway", "method", "from", "to", "currency", "min", "max"] as const;
const REQUEST_FILTERS = ["age", "reason", "by"] as const;
export const ORDER_FILTERS = ["state", "refunded", ...PAYMENT_FILTERS] as const;
export const REFUND_FILTERS = [...ORDER_FILTERS, ...REQUEST_FILTERS, "approver"] as const;
export const APPROVAL_FILTERS = [...PAYMENT_FILTERS, ...REQUEST_FILTERS] as const;
/** By the lists' paths. */
export const FILTERS = { orders: ORDER_FILTERS, refunds: REFUND_FILTERS, approvals: APPROVAL_FILTERS } as const;
export type FilteredList = keyof typeof FILTERS;
export type FilterName = (typeof FILTERS)[FilteredList][number];

/** How long ago something was asked for, at least. */
export const AGES = ["1h", "4h", "1d", "3d", "7d", "30d"] as const;
export type Age = (typeof AGES)[number];

type NamedDto = { readonly id: string; readonly name: string };

/** What there is to choose from. Methods and reasons are suggestions, the others are all there are. */
export type FilterOptionsDto = {
  readonly gateways: readonly string[];
  readonly methods: readonly string[];
  readonly currencies: readonly { readonly code: string; readonly digits: number }[];
  readonly reasons: readonly string[];
  readonly requesters: readonly NamedDto[];
  readonly approvers: readonly NamedDto[];
};
