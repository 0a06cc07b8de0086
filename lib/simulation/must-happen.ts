import { gatewayFaults } from "./gateway-faults.ts";
import type { World } from "./world.ts";

/** What a run over many seeds must have met, or its zeros say nothing ("sometimes assertions"). */
export function mustHappen(gateways: readonly string[]): string[] {
  const faults = gateways.flatMap((gateway) => gatewayFaults(gateway).map(({ name }) => `${gateway} ${name}`));
  return [...faults, ...STRUCK, ...DONE, ...ENDS, ...CASES];
}

const STRUCK = [
  ...["crash at tx.begin", "crash at attempt.open", "crash at tx.commit", "crash at tx.committed"],
  ...["crash at submit.connect", "crash at submit.sent", "crash at submit.answered", "freeze at submit.connect"],
  ...["freeze at submit.sent", "drop at tx.commit", "drop at tx.committed", "suspend at submit.connect", "deploy"],
  ...["notification lost", "acknowledgement lost", "notification forged", "notification replayed"],
  ...["submit lost reset", "submit lost timeout", "submit not_sent refused", "query lost timeout"],
  ...["portal refund", "key rotation in flight", "duplicate click", "pressed again: an error"],
];

const DONE = [
  ...[
    "deadline guard",
    "sender died",
    "sender is alive",
    "proven absent and sent again",
    "request refund_exceeds_balance",
    ...["request daily_limit_reached", "approval daily_limit_reached", "asked for together"],
  ],
  ...["proof by sync", "proof by query", "proof by notification", "proof by difference", "proof by refusal"],
  ...["proof by two_people", "notification before the answer", "people say send_again", "people say refunded"],
];

const ENDS = ["succeeded", "failed", "rejected", "expired", "cancelled"].map((state) => `ends ${state}`);

const CASES = [
  ...["contradiction", "unknown_unresolved", "reading_differs", "payment_differs", "refusal_unclear"],
  ...["closed_at_gateway", "notification_differs", "answer_differs"],
].map((kind) => `case ${kind}`);

/** What only the tables tell afterwards. */
export function noteWhatHappened({ database, coverage }: World): void {
  const { refunds, attempts, evidence, cases } = database.tables;
  for (const { state } of refunds.rows.values()) coverage.hit(`ends ${state}`);
  for (const { source } of evidence.rows.values()) coverage.hit(`proof by ${source}`);
  for (const { kind } of cases.rows.values()) coverage.hit(`case ${kind}`);
  for (const { kind, outcome, cause, refundId, endedAt } of attempts.rows.values()) {
    if (kind !== "submit") continue;
    if (cause === "sender_died") coverage.hit("sender died");
    if (outcome === "proven_absent") coverage.hit("proven absent and sent again");
    const facts = evidence.groups.get(refundId)?.values() ?? [];
    for (const { source, at } of facts)
      if (source === "notification" && (endedAt === null || at < endedAt))
        coverage.hit("notification before the answer");
  }
}
