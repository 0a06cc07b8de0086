import { type RefundState, WAITS_FOR_PEOPLE } from "./refund-state.ts";

type Part = { readonly state: RefundState; readonly approvedAt: Date | null };

/**
 * Of what was asked for together the parts that people decide about now: all that wait for approval, else all that were
 * sent back, else those of the last approval. Mostly that is the whole group; an approval that lapsed after some parts
 * were sent brings back the others only.
 */
export function standingParts<P extends Part>(parts: readonly P[]): readonly P[] {
  for (const state of WAITS_FOR_PEOPLE) {
    const waiting = parts.filter((part) => part.state === state);
    if (waiting.length > 0) return waiting;
  }
  const last = Math.max(...parts.map(approvedMs));
  return parts.filter((part) => approvedMs(part) === last);
}

function approvedMs({ approvedAt }: Part): number {
  return approvedAt?.getTime() ?? 0;
}
