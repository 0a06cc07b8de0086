/** The parts of the address that the list of refunds understands. */
export const REFUNDS_SEARCH = ["q", "state", "cursor"] as const;
