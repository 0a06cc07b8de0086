import type { Mutation } from "./mutation.ts";

const RESTORED = "lib/services/installation/restore.db.test.ts";

/** Bugs in what a database from the past is believed. */
export const RESTORE: readonly Mutation[] = [
  {
    name: "rejected-before-it-is-verified",
    breaks: "A refund that was paid in the time that a restore took away is rejected, and its amount is paid again.",
    file: "lib/services/refunds/reject-refund.ts",
    find: '    if (to === "rejected" && parts.some(isUnverified)) return err(appError("not_verified_yet"));\n',
    replace: "",
    caughtBy: [{ file: RESTORED, named: "withdrawn by nobody" }],
  },
  {
    name: "withdrawn-before-it-is-verified",
    breaks: "The same, by its requester.",
    file: "lib/services/refunds/withdraw-refund.ts",
    find: '    if (parts.some(isUnverified)) return err(appError("not_verified_yet"));\n',
    replace: "",
    caughtBy: [{ file: RESTORED, named: "withdrawn by nobody" }],
  },
  {
    name: "only-the-line-is-verified",
    breaks: "What waits for an approval counts as never sent, although a restore forgot that it was.",
    file: "lib/domain/refund-state.ts",
    find: '[...WAITS_FOR_PEOPLE, "queued"];',
    replace: '["queued"];',
    caughtBy: [{ file: RESTORED, named: "withdrawn by nobody" }],
  },
  {
    name: "frozen-once-for-all",
    breaks: "A backup that was taken while sending was frozen is restored, and what was sent since is sent again.",
    file: "lib/services/installation/freeze-sending.ts",
    find: "      FROM payment p WHERE p.id = r.payment_id\n",
    replace:
      "      FROM payment p WHERE p.id = r.payment_id AND NOT EXISTS (SELECT 1 FROM refund WHERE verify_since IS NOT NULL)\n",
    caughtBy: [{ file: RESTORED, named: "verified and compared anew" }],
  },
  {
    name: "total-of-the-lost-time-is-the-baseline",
    breaks: "A reading that counts a lost refund is taken for what was there before it: the refund is sent again.",
    file: "lib/services/installation/freeze-sending.ts",
    find: "CASE WHEN r.verify_since IS NULL THEN GREATEST(p.refunded_minor, p.gateway_refunded_minor) ELSE r.verify_from_minor END",
    replace: "GREATEST(p.refunded_minor, p.gateway_refunded_minor)",
    caughtBy: [{ file: RESTORED, named: "verified and compared anew" }],
  },
  {
    name: "lifted-without-a-comparison",
    breaks: "Sending goes on after a restore although nobody compared desk and gateways.",
    file: "lib/services/installation/freeze-sending.ts",
    find: "    if (accounts.length > 0) return",
    replace: "    if (accounts.length < 0) return",
    caughtBy: [{ file: RESTORED, named: "compared with its gateway since" }],
  },
  {
    name: "old-comparison-counts",
    breaks: "A comparison from before the restore lets sending go on after it.",
    file: "lib/services/installation/freeze-sending.ts",
    find: "      WHERE gateway_account_id = a.id AND started_at >= i.frozen_at\n",
    replace: "      WHERE gateway_account_id = a.id\n",
    caughtBy: [{ file: RESTORED, named: "compared with its gateway since" }],
  },
];
