/** The tabs of the approval queue, apart from the schemas, so that a page needs no schema library to draw them. */
export const APPROVAL_TABS = ["for-me", "waiting", "sent-back", "decided"] as const;
export type ApprovalTab = (typeof APPROVAL_TABS)[number];
