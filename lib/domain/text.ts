/** Lower case without diacritics, for search: "Nguyễn Đức" becomes "nguyen duc". */
export function searchable(text: string): string {
  return withoutDiacritics(text).toLowerCase().replace(/\s+/g, " ").trim();
}

export function withoutDiacritics(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .normalize("NFC");
}

/** Controls, lone surrogates and invisible direction marks, which no one types on purpose (A09). */
const UNWELCOME = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

export function hasUnwelcomeCharacters(text: string): boolean {
  return UNWELCOME.test(text);
}

/** As `hasUnwelcomeCharacters`, but line breaks and tabs may stay: for notes. */
export function hasUnwelcomeCharactersInNote(text: string): boolean {
  return UNWELCOME.test(text.replace(/[\n\r\t]/g, " "));
}

/** Characters as people count them, not UTF-16 units. */
export function countCharacters(text: string): number {
  return [...text].length;
}
