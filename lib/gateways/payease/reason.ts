/** PayEase takes none of `' " & < > ( )`, and `#` separates what it signs. */
const FORBIDDEN = /['"&<>()#]/g;
const INVISIBLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const LONGEST = 300;

/** The reason as `remark` can carry it. */
export function cleanRemark(reason: string): string {
  const clean = reason.normalize("NFC").replace(FORBIDDEN, " ").replace(INVISIBLE, " ").replace(/\s+/g, " ").trim();
  return [...clean].slice(0, LONGEST).join("").trim();
}

export function hasForbiddenCharacters(text: string): boolean {
  return text.search(FORBIDDEN) >= 0;
}
