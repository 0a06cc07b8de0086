import type { Ability } from "#lib/contracts/refund.ts";
import type { RefundAbilities } from "#lib/contracts/views.ts";
import { IN_FLIGHT, WAITS_FOR_PEOPLE } from "#lib/domain/refund-state.ts";
import { type AppContext, may } from "#lib/services/context.ts";
import type { RefundWithParts } from "./refund-dto.ts";
import { isUnverified } from "./unverified.ts";

const YES: Ability = { may: true };
const no = (why: string): Ability => ({ may: false, why });

/** What this person may do with a refund now; decisions are about all that stands `together` with it. */
export function abilitiesOf(
  context: AppContext,
  refund: RefundWithParts,
  together: readonly RefundWithParts[],
): RefundAbilities {
  const me = context.operator.kind === "user" ? context.operator.id : null;
  const mine = me !== null && refund.requestedByUserId === me;
  const approved = together.every((part) => isApprovedBy(part, me));
  const decide = decisionAbility(context, together);
  return {
    approve: decide,
    sendBack: decide,
    reject: unlessUnverified(decide, together),
    withdraw: unlessUnverified(withdrawAbility(context, together, mine), together),
    undo: !areAll(together, "queued") ? no("moved_on") : approved ? YES : no("not_yours"),
    reveal: revealAbility(context, refund, mine),
    answer: !areAll(together, "sent_back") ? no("moved_on") : mine ? YES : no("not_yours"),
    queryNow: queryAbility(context, refund),
  };
}

type Decided = Pick<RefundWithParts, "state" | "sealedHash" | "requestedByUserId"> & {
  readonly approvals: readonly Pick<RefundWithParts["approvals"][number], "kind" | "sealedHash" | "approverId">[];
};

/** Whether this person may decide about these, which stand together. */
export function decisionAbility(context: AppContext, together: readonly Decided[]): Ability {
  const me = context.operator.kind === "user" ? context.operator.id : null;
  if (!areAll(together, "awaiting_approval")) return no("moved_on");
  if (!may(context.operator, "refunds.approve")) return no("no_right");
  if (me !== null && together.some(({ requestedByUserId }) => requestedByUserId === me)) return no("your_own");
  return together.every((part) => isApprovedBy(part, me)) ? no("already_approved") : YES;
}

function areAll(refunds: readonly Pick<Decided, "state">[], state: Decided["state"]): boolean {
  return refunds.every((refund) => refund.state === state);
}

function isApprovedBy({ approvals, sealedHash }: Decided, me: string | null): boolean {
  return approvals.some(
    (approval) => approval.kind === "approve" && approval.sealedHash === sealedHash && approval.approverId === me,
  );
}

/** After a restore its amount is not free before its gateway was asked (C06). */
function unlessUnverified(ability: Ability, together: readonly RefundWithParts[]): Ability {
  return ability.may && together.some(isUnverified) ? no("not_verified_yet") : ability;
}

function withdrawAbility(context: AppContext, together: readonly RefundWithParts[], mine: boolean): Ability {
  const isInLine = areAll(together, "queued");
  if (!isInLine && !together.every(({ state }) => WAITS_FOR_PEOPLE.includes(state))) return no("moved_on");
  if (mine) return YES;
  return isInLine && may(context.operator, "refunds.approve") ? YES : no("not_yours");
}

function revealAbility(context: AppContext, refund: RefundWithParts, mine: boolean): Ability {
  if (refund.receiverMasked === null) return no("nothing_to_reveal");
  if (!may(context.operator, "receivers.reveal")) return no("no_right");
  return mine || may(context.operator, "refunds.approve") ? YES : no("not_yours");
}

function queryAbility(context: AppContext, { state }: RefundWithParts): Ability {
  if (!IN_FLIGHT.includes(state) || state === "submitting") return no("nothing_to_ask");
  return may(context.operator, "payments.check") ? YES : no("no_right");
}
