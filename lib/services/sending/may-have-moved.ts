import type { Attempt } from "#prisma/generated/client.ts";

/** Whether a submit may have moved money: everything but what never left us or was proven absent. */
export function mayHaveMoved(attempt: Pick<Attempt, "kind" | "outcome">): boolean {
  return attempt.kind === "submit" && attempt.outcome !== "not_sent" && attempt.outcome !== "proven_absent";
}
