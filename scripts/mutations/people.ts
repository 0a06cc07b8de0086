import type { Mutation } from "./mutation.ts";

const DECIDE = "lib/services/refunds/people-decide.db.test.ts";
const REVIEW = "lib/services/review/review-case.db.test.ts";
const STEPS = "lib/services/refunds/one-send.db.test.ts";
const SEAL = "lib/services/refunds/seal.test.ts";

/** Bugs in who may say yes, and in what the yes was about. */
export const PEOPLE: readonly Mutation[] = [
  {
    name: "seal-not-compared",
    breaks: "What is sent is not what was approved.",
    file: "lib/services/sending/submit-refund.ts",
    find: "if (sealRefund(refund) !== refund.sealedHash) throw",
    replace: 'if (refund.sealedHash === "") throw',
    caughtBy: [{ file: STEPS, named: "B05" }],
  },
  {
    name: "receiver-not-sealed",
    breaks: "The beneficiary can be swapped after the approval.",
    file: "lib/services/refunds/seal.ts",
    find: '    refund.receiverDigest ?? "",\n',
    replace: "",
    caughtBy: [{ file: SEAL }],
  },
  {
    name: "round-not-sealed",
    breaks: "An approval that was undone counts again.",
    file: "lib/services/refunds/seal.ts",
    find: "    String(refund.approvalRound),\n",
    replace: "",
    caughtBy: [{ file: SEAL }],
  },
  {
    name: "other-content-approved",
    breaks: "A manager approves what was changed between the reading and the press.",
    file: "lib/services/refunds/approve-refund.ts",
    find: '  if (found.sealedHash !== sealedHash) return err(appError("content_changed"));\n',
    replace: "",
    caughtBy: [{ file: DECIDE, named: "B05" }],
  },
  {
    name: "own-approval-allowed",
    breaks: "Who asked approves.",
    file: "lib/services/refunds/approve-refund.ts",
    find: '  if (refund.requestedByUserId === context.operator.id) return err(appError("not_your_own"));\n',
    replace: "",
    caughtBy: [{ file: DECIDE, named: "B01" }],
  },
  {
    name: "role-not-read-again",
    breaks: "A manager who was demoted a minute ago still approves from an open page.",
    file: "lib/services/refunds/approve-refund.ts",
    find: "const role = await tx.people.roleOf(context.operator.id);",
    replace: "const role = context.operator.role;",
    caughtBy: [{ file: DECIDE, named: "B06" }],
  },
  {
    name: "expired-request-approved",
    breaks: "A request that ran out is approved all the same.",
    file: "lib/services/refunds/approve-refund.ts",
    find: '  if (refund.expiresAt && refund.expiresAt <= (await tx.now())) return err(appError("too_late"));\n',
    replace: "",
    caughtBy: [{ file: DECIDE, named: "frees the amount" }],
  },
  {
    name: "expired-approval-sent",
    breaks: "An approval of last month is executed.",
    file: "lib/services/sending/submit-refund.ts",
    find: "  if (await approvalLapsed(context, refund)) return;\n",
    replace: "",
    caughtBy: [{ file: STEPS, named: "B14" }],
  },
  {
    name: "one-of-two-is-enough",
    breaks: "The first of two approvals sends the refund.",
    file: "lib/services/refunds/approve-refund.ts",
    find: "if (data.given < data.needed) {",
    replace: "if (data.given < 1) {",
    caughtBy: [{ file: DECIDE, named: "as many different people" }],
  },
  {
    name: "same-person-twice",
    breaks: "One manager gives both approvals.",
    file: "lib/services/refunds/approve-refund.ts",
    find: "return isNew ? given : null;",
    replace: "return given + (isNew ? 0 : 1);",
    caughtBy: [{ file: DECIDE, named: "as many different people" }],
  },
  {
    name: "own-proposal-confirmed",
    breaks: "One person decides alone what became of the money.",
    file: "lib/services/review/review-case.ts",
    find: '    if (current.proposedBy === personId) return err(appError("not_your_own"));\n',
    replace: "",
    caughtBy: [{ file: REVIEW, named: "B10 is decided" }],
  },
  {
    name: "own-case-decided",
    breaks: "Who asked for a refund decides what became of it.",
    file: "lib/services/review/review-case.ts",
    find: '  if (refund.requestedByUserId === context.operator.id) return err(appError("not_your_own"));\n',
    replace: "",
    caughtBy: [{ file: REVIEW, named: "B10 is not for its requester" }],
  },
  {
    name: "withdrawn-by-anybody",
    breaks: "A colleague cancels somebody else's refund.",
    file: "lib/services/refunds/withdraw-refund.ts",
    find: '    if (!isRequester(context, parts[0]) && !managerMay) return err(appError("forbidden"));\n',
    replace: "",
    caughtBy: [{ file: "lib/services/permissions.db.test.ts", named: "K14" }],
  },
];
