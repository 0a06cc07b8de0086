import { withoutDiacritics } from "#lib/domain/text.ts";

const LONGEST = 64;

/** What stands for a reason of which nothing can be carried, such as one in Chinese. */
const PLAIN_REASON = "Refund";

/**
 * The reason as it may be signed: `&` and `=` in a value would forge the borders of its neighbours, and what a
 * person types is the attacker's hand. Letters lose their accents, everything else becomes a blank.
 */
export function cleanReason(reason: string): string {
  const clean = withoutDiacritics(reason.normalize("NFKC"))
    .replace(/['’]/g, "")
    .replace(/[^A-Za-z0-9 ._-]+/g, " ")
    .replace(/ +/g, " ")
    .trim();
  return /[A-Za-z0-9]/.test(clean) ? clean.slice(0, LONGEST).trim() : PLAIN_REASON;
}

export function isCleanReason(reason: string): boolean {
  return reason === cleanReason(reason);
}
