/**
 * What lists can be filtered by beside their search, in the order in which it is shown. The names stand in addresses,
 * saved views and exports. Apart from the schemas, so that a page needs no schema library.
 */
export const ORDER_FILTERS = ["state", "gateway", "method", "from", "to", "currency", "min", "max"] as const;
export const REFUND_FILTERS = [...ORDER_FILTERS, "age", "reason", "by", "approver"] as const;
export const FILTERS = { orders: ORDER_FILTERS, refunds: REFUND_FILTERS } as const;
export type FilterName = (typeof REFUND_FILTERS)[number];

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
