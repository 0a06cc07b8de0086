/** The parts of the address that the approval queue understands; `open` is the refund whose sheet is shown. */
export const APPROVALS_SEARCH = ["tab", "cursor", "open"] as const;
