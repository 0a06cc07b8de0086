import type { EachDecidedDto } from "#lib/contracts/refund.ts";
import type { ActionResult } from "#lib/contracts/views.ts";

type EachDecided = Promise<ActionResult<readonly EachDecidedDto[]>>;

/** What the queue adds to the actions of a single refund. */
export type QueueActions = {
  readonly approveMany: (input: {
    readonly seen: { readonly refundId: string; readonly sealedHash: string }[];
  }) => EachDecided;
  readonly undo: (input: { readonly refundIds: string[] }) => EachDecided;
};
