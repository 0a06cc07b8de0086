import type { ActionResult } from "#lib/contracts/views.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";

/** `leavesAt` where this was the last yes needed: the end of the undo window. */
export type Decided = { readonly id: string; readonly state: RefundState; readonly leavesAt?: string | null };
type Done = Promise<ActionResult<Decided>>;
type Seen = { readonly refundId: string; readonly sealedHash: string };

/** What can be done with a refund; the page hands over the server's actions. */
export type RefundActions = {
  readonly approve: (input: Seen) => Done;
  readonly sendBack: (input: Seen & { readonly reason: string }) => Done;
  readonly reject: (input: Seen & { readonly reason: string }) => Done;
  readonly withdraw: (input: { readonly refundId: string }) => Done;
  readonly answer: (input: { readonly refundId: string; readonly note: string }) => Done;
  readonly queryNow: (input: { readonly refundId: string }) => Done;
};

export type Question = Exclude<keyof RefundActions, "queryNow">;
