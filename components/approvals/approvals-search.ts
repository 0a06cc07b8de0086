import { FILTERS } from "#lib/contracts/filter-names.ts";

/** The parts of the address that the approval queue understands; `open` is the refund whose sheet is shown. */
export const APPROVALS_SEARCH = ["tab", "sort", ...FILTERS.approvals, "cursor", "open"] as const;
