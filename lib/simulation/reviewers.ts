import type { Operator } from "#lib/domain/operator.ts";
import type { ReviewAnswer } from "#lib/domain/review.ts";
import { connectorOf } from "#lib/gateways/registry.ts";
import {
  answersFor,
  type Confirmed,
  confirmAnswer,
  type Proposed,
  proposeAnswer,
  takeBackAnswer,
} from "#lib/services/review/review-case.ts";
import type { Case, Refund } from "#prisma/generated/client.ts";
import { press } from "./people.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;

/** Two people who look at the queue now and then, see in the gateway's portal what is true, and say so. */
export function letReviewersWork(world: World): void {
  const { scheduler, random } = world;
  const round = () => {
    for (const entry of world.openCases()) if (random.chance(0.7)) lookAt(world, entry);
    scheduler.after(random.between(10 * MINUTE, 60 * MINUTE), null, round);
  };
  scheduler.after(random.between(MINUTE, 30 * MINUTE), null, round);
}

function lookAt(world: World, entry: Case): void {
  const { random, scheduler, coverage } = world;
  const { refunds, decisions } = world.database.tables;
  const refund = refunds.rows.get(entry.refundId ?? "");
  const answer = refund && truthfulAnswer(world, refund);
  if (!refund || !answer) return;
  const waiting = [...(decisions.groups.get(refund.id)?.values() ?? [])].find(
    (decision) => decision.caseId === entry.id && !decision.applied && decision.cancelledAt === null,
  );
  if (waiting) {
    confirm(world, waiting.id, refund.id, waiting.answer as ReviewAnswer, waiting.proposedBy);
    return;
  }
  const able = world.managers.filter((manager) => !isRequester(manager, refund));
  const proposer = random.pick(able);
  const evidence = "Seen in the gateway's portal";
  const propose = (operator: Operator) =>
    press<Proposed>(
      world,
      operator,
      (context) => proposeAnswer(context, { caseId: entry.id, answer, evidence }),
      (result) => {
        if (result.ok) confirm(world, result.value.decisionId, refund.id, answer, idOf(operator));
      },
    );
  coverage.hit(`people say ${answer}`);
  propose(proposer);
  if (random.chance(0.1)) scheduler.after(random.between(0, 50), null, () => propose(random.pick(able)));
}

/** A second one agrees, but only to what is still true at that moment. */
function confirm(world: World, decisionId: string, refundId: string, answer: ReviewAnswer, proposer: string): void {
  const { random, scheduler } = world;
  scheduler.after(random.magnitude(1_000, 60 * MINUTE), null, () => {
    const refund = world.database.tables.refunds.rows.get(refundId);
    if (!refund) return;
    const second = random.pick(world.managers.filter((manager) => idOf(manager) !== proposer || random.chance(0.1)));
    const stillTrue = truthfulAnswer(world, refund);
    const isFine = stillTrue === answer || (answer === "send_again" && stillTrue === "not_refunded");
    press<Confirmed | Proposed>(world, second, (context) =>
      isFine ? confirmAnswer(context, { decisionId }) : takeBackAnswer(context, { decisionId }),
    );
  });
}

function isRequester(manager: Operator, refund: Refund): boolean {
  return idOf(manager) === refund.requestedByUserId;
}

function idOf(operator: Operator): string {
  return operator.kind === "user" ? operator.id : "";
}

/** What the gateway's portal and the bank's statement show; nothing while the end is open there. */
function truthfulAnswer(world: World, refund: Refund): ReviewAnswer | null {
  const attempts = world.attemptsOf(refund.id);
  const possible = answersFor(refund, attempts);
  if (refund.state !== "needs_review") return possible.includes("noted") ? "noted" : null;
  const gateway = world.gatewayOf(refund.gateway);
  if (gateway.moves(refund.reference) > 0) return only(possible, "refunded");
  // A careful person does not call absent what may still be on its way.
  if (gateway.isOpen(refund.reference) || world.mayStillArrive(refund.id)) return null;
  const maySend = connectorOf(refund.gateway).policy.peopleMaySendAgain || attempts.length === 0;
  if (maySend && world.wantsToSendAgain(refund.id)) return only(possible, "send_again");
  return only(possible, "not_refunded");
}

function only(possible: readonly ReviewAnswer[], answer: ReviewAnswer): ReviewAnswer | null {
  return possible.includes(answer) ? answer : null;
}
