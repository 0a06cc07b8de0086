import type { ProposeAnswerInput } from "#lib/contracts/review.ts";
import type { ActionResult } from "#lib/contracts/views.ts";

/** What two people can do with a case; the page hands over the server's actions. */
export type ReviewActions = {
  readonly propose: (input: ProposeAnswerInput) => Promise<ActionResult<unknown>>;
  readonly confirm: (input: { readonly decisionId: string }) => Promise<ActionResult<unknown>>;
  readonly takeBack: (input: { readonly decisionId: string }) => Promise<ActionResult<unknown>>;
};
