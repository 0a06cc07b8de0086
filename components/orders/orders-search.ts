/** The parts of the address that the list of orders understands. */
export const ORDERS_SEARCH = ["q", "state", "cursor"] as const;
