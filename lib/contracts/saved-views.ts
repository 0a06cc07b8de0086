import { z } from "zod";
import { hasUnwelcomeCharacters } from "#lib/domain/text.ts";

export const SAVED_VIEW_LISTS = ["orders", "refunds"] as const;
export type SavedViewList = (typeof SAVED_VIEW_LISTS)[number];

export const savedViewListSchema = z.strictObject({ list: z.enum(SAVED_VIEW_LISTS) });

export const saveViewSchema = z.strictObject({
  list: z.enum(SAVED_VIEW_LISTS),
  name: z
    .string()
    .trim()
    .min(1, "name_missing")
    .max(40, "too_long:40")
    .refine((text) => !hasUnwelcomeCharacters(text), "text_unwelcome_characters"),
  search: z.string().max(500, "too_long:500"),
  isShared: z.boolean(),
});
export type SaveViewInput = z.infer<typeof saveViewSchema>;

export const savedViewIdSchema = z.strictObject({ viewId: z.uuid() });

export type SavedViewDto = {
  readonly id: string;
  readonly name: string;
  readonly search: string;
  readonly isShared: boolean;
  /** Null for one's own. */
  readonly by: string | null;
};
