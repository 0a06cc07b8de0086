import type { RefundState } from "#lib/domain/refund-state.ts";

/** The states that have a card above the lists; all others are chosen in the filter. */
export const CARD_STATES = [
  "awaiting_approval",
  "processing",
  "unknown",
  "needs_review",
  "failed",
] as const satisfies readonly RefundState[];
export type CardState = (typeof CARD_STATES)[number];

/** Counted no further than one more than this. */
export const MOST_COUNTED = 999;

/** How many rows the list has behind each card; `today` are those with a refund that succeeded since the reader's midnight. */
export type CountsDto = Readonly<Record<"all" | "today" | CardState, number>>;
