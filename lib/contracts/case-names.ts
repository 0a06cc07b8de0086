import { PAYMENT_CASE_KINDS, REFUND_CASE_KINDS } from "#lib/domain/review.ts";

/** What the cases that need people can be narrowed and sorted by. Apart from the schemas, as the filters of lists are. */
export const CASE_KINDS = [...REFUND_CASE_KINDS, ...PAYMENT_CASE_KINDS] as const;
/** 1 is the gravest. */
export const SEVERITIES = ["1", "2", "3"] as const;
export const CASE_SORTS = ["gravest", "oldest", "newest"] as const;
export type CaseSort = (typeof CASE_SORTS)[number];
export const CASE_FILTERS = ["kind", "gateway", "severity"] as const;
