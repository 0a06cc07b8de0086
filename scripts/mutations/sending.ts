import type { Mutation } from "./mutation.ts";

const STEPS = "lib/services/refunds/one-send.db.test.ts";

/** Bugs in how a refund leaves, and in what happens when nobody knows whether it left. */
export const SENDING: readonly Mutation[] = [
  {
    name: "new-reference-on-retry",
    breaks: "A refund that is sent again carries a new number, so the gateway pays it a second time.",
    file: "lib/services/sending/submit-refund.ts",
    find: "    reference: refund.reference,\n    amount:",
    replace: "    reference: `R${refund.reference.slice(2)}X`.slice(0, 28),\n    amount:",
    caughtBy: [{ file: STEPS, named: "D08" }],
  },
  {
    name: "resend-on-timeout",
    breaks: "A lost answer is taken for a request that never left, and the refund is sent again.",
    file: "lib/services/sending/record-outcome.ts",
    find: "): Promise<Refund | null> {\n  return context.store",
    replace: `): Promise<Refund | null> {
  if (outcome.kind === "outcome_lost") outcome = { kind: "not_sent", cause: "connect_timeout" };
  return context.store`,
    caughtBy: [{ file: STEPS, named: "E04" }],
  },
  {
    name: "silence-written-down-as-not-sent",
    breaks: "After a lost answer nobody asks the gateway any more, because the books say that nothing left.",
    file: "lib/services/sending/record-outcome.ts",
    find: 'return { outcome: "ambiguous", cause: outcome.cause, httpStatus: outcome.httpStatus };',
    replace: 'return { outcome: "not_sent", cause: outcome.cause };',
    caughtBy: [{ file: STEPS, named: "E04" }],
  },
  {
    name: "resend-after-crash",
    breaks: "A worker that died in the middle of a send is followed by one that sends again.",
    file: "lib/services/sending/run-refund.ts",
    find: `await tx.attempts.close(open.id, { outcome: "ambiguous", cause: "sender_died" });
      await moveRefund(tx, refund, {
        to: "unknown",`,
    replace: `await tx.attempts.close(open.id, { outcome: "not_sent", cause: "sender_died" });
      await moveRefund(tx, refund, {
        to: "queued",`,
    caughtBy: [{ file: STEPS, named: "D02" }],
  },
  {
    name: "living-sender-taken-over",
    breaks: "A slow sender is declared dead while its request is on the way.",
    file: "lib/services/sending/run-refund.ts",
    find: "if (!lock) return tx.refunds.patch",
    replace: "if (false) return tx.refunds.patch",
    caughtBy: [{ file: STEPS, named: "lives is not taken over" }],
  },
  {
    name: "no-deadline-guard",
    breaks: "A process that was frozen for an hour wakes up and sends what others have resolved meanwhile.",
    file: "lib/services/sending/submit-refund.ts",
    find: " && context.monotonicMs() - startedAt <= SEND_WITHIN_MS",
    replace: "",
    caughtBy: [{ file: STEPS, named: "D08" }],
  },
  {
    name: "guard-not-asked",
    breaks: "The deadline is looked at by nobody when the connection is ready.",
    file: "lib/gateways/http.ts",
    find: "mayHaveLeft = guarded.mayStillSend();",
    replace: "mayHaveLeft = true;",
    caughtBy: [{ file: STEPS, named: "C04" }],
  },
  {
    name: "lost-lock-still-sends",
    breaks: "A worker that lost its database connection, and with it its lock, sends all the same.",
    file: "lib/services/sending/submit-refund.ts",
    find: "lock.isHeld() && ",
    replace: "",
    caughtBy: [{ file: STEPS, named: "C04" }],
  },
  {
    name: "no-advisory-lock",
    breaks: "Two workers send the same refund side by side.",
    file: "lib/services/sending/submit-refund.ts",
    find: "const lock = await context.locks.tryLock(refund.id);",
    replace:
      "const lock = (await context.locks.tryLock(refund.id)) ?? { isHeld: () => true, release: async () => {} };",
    caughtBy: [{ file: STEPS, named: "lock a living sender holds" }],
  },
  {
    name: "advisory-lock-leaked",
    breaks: "Every refund that was sent once looks as if its sender lived for ever, and is never resolved.",
    file: "lib/db/send-locks.ts",
    find: 'if (session.alive) await client.query("SELECT pg_advisory_unlock_all()");',
    replace: "",
    caughtBy: [{ file: STEPS, named: "D12" }],
  },
  {
    name: "fence-not-compared",
    breaks: "A worker whose claim was taken over begins to send.",
    file: "lib/db/postgres/refunds.ts",
    find: "      if (guard && !(await holdsLease(tx, id, guard))) return null;\n",
    replace: "",
    caughtBy: [{ file: STEPS, named: "D10" }],
  },
  {
    name: "no-baseline",
    breaks: "A refund made in the portal last week is taken for the proof that ours moved.",
    file: "lib/services/sending/submit-refund.ts",
    find: "return { minor: reading.refunded.minor, askedAt };",
    replace: "return { minor: 0n, askedAt };",
    caughtBy: [{ file: STEPS, named: "F14" }],
  },
  {
    name: "old-baseline",
    breaks: "What another refund moved after the total was read is taken for the proof that ours moved.",
    file: "lib/services/sending/submit-refund.ts",
    find: "throw new BaselineIsOld();",
    replace: 'context.log.warn({}, "the baseline is old");',
    caughtBy: [{ file: STEPS, named: "F14" }],
  },
  {
    name: "sent-without-baseline",
    breaks: "A refund is sent though the gateway did not tell its total, so that nothing can ever prove it.",
    file: "lib/services/sending/submit-refund.ts",
    find: "return stopUntilLater(context, refund, found.cause);",
    replace: "return 0n;",
    caughtBy: [{ file: STEPS, named: "F14" }],
  },
  {
    name: "kill-switch-ignored",
    breaks: "A paused account goes on sending.",
    file: "lib/db/postgres/refunds.ts",
    find: "OR account.sends AND ",
    replace: "OR ",
    caughtBy: [{ file: STEPS, named: "H08" }],
  },
  {
    name: "two-in-flight-claimed",
    breaks: "Two refunds of one payment are at a gateway whose total cannot tell them apart.",
    file: "lib/db/postgres/refunds.ts",
    find: "SELECT 1 FROM refund other WHERE r.exclusive AND",
    replace: "SELECT 1 FROM refund other WHERE false AND r.exclusive AND",
    caughtBy: [{ file: STEPS, named: "F08" }],
  },
  {
    name: "lost-called-not-sent",
    breaks: "A connection that breaks after our bytes left is reported as one over which nothing left.",
    file: "lib/gateways/http.ts",
    find: 'finish(mayHaveLeft ? { kind: "lost", cause } : notSent("refused"))',
    replace: 'finish(notSent("refused"))',
    caughtBy: [{ file: "lib/gateways/http.test.ts", named: "E03" }],
  },
  {
    name: "redirect-followed",
    breaks: "Whoever answers with another address is believed.",
    file: "lib/gateways/http.ts",
    find: '  if (status >= 300 && status < 400) return "redirect";\n',
    replace: "",
    caughtBy: [{ file: "lib/gateways/http.test.ts", named: "E11" }],
  },
];
