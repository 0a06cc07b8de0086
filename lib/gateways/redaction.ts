const LONGEST = 200;
const CONTROLS = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
const LONG_NUMBER = /\d{9,}/g;

/**
 * A gateway's own words as they may be stored, logged and shown: as plain text, short, and without what we told
 * it in confidence. `secrets` are the values of this conversation; a long number that stands in none of them is
 * cut to its last digits as well, because gateways quote accounts in their messages.
 */
export function gatewayText(text: string, secrets: readonly string[] = []): string {
  let clean = text.normalize("NFC").replace(CONTROLS, " ");
  for (const secret of secrets) if (secret) clean = hide(clean, secret);
  clean = clean.replace(LONG_NUMBER, (digits) => `•••• ${digits.slice(-4)}`);
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
}

const ACCOUNT_FIELD = /(\b\w*(?:account|card|iban|receiver)\w*"?\s*[:=]\s*"?)([^"&,{}\s]+)/gi;
const BARE_NUMBER = /(?<![\p{L}\d])\d{9,}(?![\p{L}\d])/gu;
/** Milliseconds since 1970, in a field that is named for a time. */
const TIME_BEFORE = /(?:time|at)"?\s*[:=]\s*"?$/i;

/**
 * A stored message as people may read it: whatever could be an account number shows its last digits only. Numbers
 * that are IDs of ours or theirs stay as they are, if they are `known`.
 */
export function maskedMessage(text: string, known: readonly string[] = []): string {
  const clean = text.normalize("NFC").replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, " ");
  const fields = clean.replace(ACCOUNT_FIELD, (_, name: string, value: string) => name + lastDigits(value));
  return fields.replace(BARE_NUMBER, (digits, at: number) => {
    const isKnown = known.includes(digits) || (digits.length === 13 && TIME_BEFORE.test(fields.slice(0, at)));
    return isKnown ? digits : lastDigits(digits);
  });
}

function lastDigits(value: string): string {
  return `•••• ${value.slice(-4)}`;
}

/** Whatever the spelling: as it is, in other letters, base64 or URL-encoded. */
function hide(text: string, secret: string): string {
  const spellings = [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)];
  return spellings.reduce((rest, spelling) => rest.replace(new RegExp(literal(spelling), "gi"), "[hidden]"), text);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
