import { FILTERS } from "#lib/contracts/filter-names.ts";

/** The parts of the address that the list of refunds understands. */
export const REFUNDS_SEARCH = ["q", ...FILTERS.refunds, "cursor"] as const;
