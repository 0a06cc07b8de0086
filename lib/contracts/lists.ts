import { z } from "zod";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";
import { APPROVAL_TABS } from "./approval-tabs.ts";

/** What the desk's lists are asked. Cursors are opaque. */
const page = { cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

export const listRefundsSchema = z.strictObject({
  ...page,
  q: z.string().max(200).optional(),
  state: z.enum(REFUND_STATES).optional(),
});

export const listApprovalsSchema = z.strictObject({ ...page, tab: z.enum(APPROVAL_TABS).default("for-me") });
