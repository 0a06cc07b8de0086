import type { Mutation } from "./mutation.ts";

const GROUP = "lib/services/refunds/refund-group.db.test.ts";
const SPLIT = "lib/domain/split.test.ts";

/** Bugs in what is asked for and decided as one. */
export const GROUPS: readonly Mutation[] = [
  {
    name: "limit-by-parts",
    breaks: "A large amount slips under the limit for small ones by being cut into parts.",
    file: "lib/services/refunds/decide-approvals.ts",
    find: "approvalsNeeded(policy, { ...known, amount: together }, asked)",
    replace: "approvalsNeeded(policy, { ...known, amount: wish.amount }, asked)",
    caughtBy: [{ file: GROUP, named: "nothing slips under a limit" }],
  },
  {
    name: "strictest-part-forgotten",
    breaks: "A part whose rule asks for three people is approved with the one of the others.",
    file: "lib/services/refunds/request-group.ts",
    find: "approvals = Math.max(approvals, decision.value.approvals);",
    replace: "approvals = decision.value.approvals;",
    caughtBy: [{ file: GROUP, named: "strictest part" }],
  },
  {
    name: "day-counts-one-part",
    breaks: "Of a group only one part counts in what a person may ask for in a day.",
    file: "lib/services/refunds/decide-approvals.ts",
    find: 'exceedsLimit(policy, "requester", together, asked.byRequester)',
    replace: 'exceedsLimit(policy, "requester", wish.amount, asked.byRequester)',
    caughtBy: [{ file: GROUP, named: "counts all parts" }],
  },
  {
    name: "approver-counts-one-part",
    breaks: "A manager approves more in a day than the policy lets one person approve.",
    file: "lib/services/refunds/together.ts",
    find: "return { minor: parts.reduce((sum, part) => sum + part.amountMinor, 0n), currency: parts[0].currency };",
    replace: "return { minor: parts[0].amountMinor, currency: parts[0].currency };",
    caughtBy: [{ file: GROUP, named: "counts all parts" }],
  },
  {
    name: "digest-of-one-part",
    breaks: "A part that was changed after it was seen is approved with the others.",
    file: "lib/services/refunds/together.ts",
    find: "return digestOf(inOrder.map((part) => part.sealedHash));",
    replace: "return digestOf(inOrder.slice(0, 1).map((part) => part.sealedHash));",
    caughtBy: [{ file: GROUP, named: "B05" }],
  },
  {
    name: "part-reserved-alone",
    breaks: "Where one part does not fit, the money of the others stays reserved for nothing.",
    file: "lib/services/refunds/request-group.ts",
    find: "throw new GroupRefused(ofPart(exceedsBalance(payment), payment.id));",
    replace: "return err(ofPart(exceedsBalance(payment), payment.id));",
    caughtBy: [{ file: GROUP, named: "reserves nothing at all" }],
  },
  {
    name: "sum-not-compared",
    breaks: "The parts give back another amount than the one that was asked for.",
    file: "lib/services/refunds/request-group.ts",
    find: 'return sum === whole.value.minor ? whole : refuse("split_differs");',
    replace: 'return sum > 0n ? whole : refuse("split_differs");',
    caughtBy: [{ file: GROUP, named: "A08" }],
  },
  {
    name: "taken-back-while-sent",
    breaks: "What is left of a group is taken back while one part of it is on its way.",
    file: "lib/services/refunds/withdraw-refund.ts",
    find: "if (!canMove(part.state, to) || (await mayBeUnderWay(tx, part))) return part;",
    replace: "if (!canMove(part.state, to)) return part;",
    caughtBy: [{ file: GROUP, named: "B08" }],
  },
  {
    name: "split-beyond-balance",
    breaks: "A payment is suggested to give more than it has.",
    file: "lib/domain/split.ts",
    find: "const part = refundableMinor < left ? refundableMinor : left;",
    replace: "const part = left;",
    caughtBy: [{ file: SPLIT }],
  },
];
