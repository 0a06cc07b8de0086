import { expect, it } from "vitest";
import type { Attempt } from "#prisma/generated/client.ts";
import { answersFor } from "./review-case.ts";

const needsReview = { state: "needs_review", gateway: "easylink", verifySince: null } as const;
const sent = (outcome: string) => [{ kind: "submit", outcome } as Attempt];

it.each(["ambiguous", "refused"])("two people may have a request sent again that ended %s", (outcome) => {
  expect(answersFor(needsReview, sent(outcome))).toContain("send_again");
});

it.each(["ack", "open"])("what the gateway took, or may be taking, is not sent again: %s", (outcome) => {
  expect(answersFor(needsReview, sent(outcome))).not.toContain("send_again");
});
