/** The tabs of the approval queue, apart from the schemas, so that a page needs no schema library to draw them. */
export const APPROVAL_TABS = ["for-me", "waiting", "sent-back", "decided"] as const;
export type ApprovalTab = (typeof APPROVAL_TABS)[number];

/**
 * By age, by the time that is left, or by amount: of one currency after the other, because amounts of different ones
 * are not larger or smaller than each other.
 */
export const APPROVAL_SORTS = ["newest", "oldest", "expiry", "amount"] as const;
export type ApprovalSort = (typeof APPROVAL_SORTS)[number];

/** What is decided expires no more, and is as long as its approver has worked here: it is sorted by age alone. */
export function sortsOf(tab: ApprovalTab): readonly ApprovalSort[] {
  return tab === "decided" ? ["newest", "oldest"] : APPROVAL_SORTS;
}
