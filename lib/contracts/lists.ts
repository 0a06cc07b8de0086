import { z } from "zod";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";

/** What the desk's lists are asked. Cursors are opaque. */
const page = { cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

export const listRefundsSchema = z.strictObject({
  ...page,
  q: z.string().max(200).optional(),
  state: z.enum(REFUND_STATES).optional(),
});
export type ListRefundsInput = z.infer<typeof listRefundsSchema>;

export const APPROVAL_TABS = ["for-me", "waiting", "sent-back", "decided"] as const;
export type ApprovalTab = (typeof APPROVAL_TABS)[number];

export const listApprovalsSchema = z.strictObject({ ...page, tab: z.enum(APPROVAL_TABS).default("for-me") });
export type ListApprovalsInput = z.infer<typeof listApprovalsSchema>;
