import { z } from "zod";
import { APPROVAL_TABS } from "./approval-tabs.ts";

/** What the desk's lists are asked. Cursors are opaque. */
export const pageShape = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const listApprovalsSchema = z.strictObject({
  ...pageShape,
  tab: z.enum(APPROVAL_TABS, "tab_unknown").default("for-me"),
});
