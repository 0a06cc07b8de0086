/** The parts of the address that the list of notifications understands. */
export const NOTIFICATIONS_SEARCH = ["q", "account", "effect", "cursor"] as const;
