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

/** Whatever the spelling: as it is, in other letters, base64 or URL-encoded. */
function hide(text: string, secret: string): string {
  const spellings = [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)];
  return spellings.reduce((rest, spelling) => rest.replace(new RegExp(literal(spelling), "gi"), "[hidden]"), text);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
