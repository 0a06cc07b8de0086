import { BEFORE_SENDING } from "#lib/domain/refund-state.ts";
import type { Refund } from "#prisma/generated/client.ts";

/**
 * Open at a restore and not sent as far as this database knows. The time that it forgot may have seen it approved, sent
 * and paid: until its gateway was asked its amount is not free (C06).
 */
export function isUnverified({ state, verifySince }: Pick<Refund, "state" | "verifySince">): boolean {
  return verifySince !== null && BEFORE_SENDING.includes(state);
}
