import { FILTERS } from "#lib/contracts/filter-names.ts";

/** The parts of the address that the list of orders understands. */
export const ORDERS_SEARCH = ["q", ...FILTERS.orders, "cursor"] as const;
