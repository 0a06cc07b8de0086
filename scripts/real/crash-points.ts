/** Where a worker can be made to die: the nine moments of a send that leave the most behind, in their order. */
export const CRASH_POINTS = [
  /** Claimed and looked at; the attempt is not written yet. */
  "before_attempt",
  /** The attempt is committed; no byte has left. */
  "attempt_committed",
  /** Half of the request has left, and the rest never will. */
  "half_sent",
  /** The whole request has left; the gateway moves the money. */
  "sent",
  /** The answer is here, and nobody has read it. */
  "answered",
  /** The answer is written down and committed. */
  "outcome_committed",
  /** A notification is taken from the inbox. */
  "notification_taken",
  /** Evidence is written, and not committed. */
  "evidence_written",
  /** A notification is applied, and not committed. */
  "notification_applied",
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];
