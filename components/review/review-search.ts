import { CASE_FILTERS } from "#lib/contracts/case-names.ts";

/** The parts of the address that the list of cases understands. */
export const REVIEW_SEARCH = ["sort", ...CASE_FILTERS, "cursor"] as const;
