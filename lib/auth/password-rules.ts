import { countCharacters, searchable } from "#lib/domain/text.ts";
import { COMMON_PASSWORDS } from "./common-passwords.ts";

const PASSWORD_MIN = 15;
const PASSWORD_MAX = 256;

export type PasswordFault = "password_too_short" | "password_too_long" | "password_common" | "password_names_account";

/** No rules of composition: length, and nothing that is on every attacker's list or says who owns it (ASVS 6.2). */
export function passwordFault(
  password: string,
  owner: { readonly email: string; readonly name: string },
): PasswordFault | null {
  if (countCharacters(password) < PASSWORD_MIN) return "password_too_short";
  if (countCharacters(password) > PASSWORD_MAX) return "password_too_long";
  const bare = letters(password);
  if (isMonotonous(password) || COMMON_PASSWORDS.has(bare)) return "password_common";
  return isMadeOf(bare, ownWords(owner)) ? "password_names_account" : null;
}

/** "Refund-Desk 2026!!" is "refunddesk2026": decoration does not make a known word unknown. */
function letters(text: string): string {
  return searchable(text).replace(/[^\p{L}\p{N}]/gu, "");
}

function ownWords({ email, name }: { readonly email: string; readonly name: string }): string[] {
  const parts = [...email.split(/[@.]/), ...name.split(/\s+/), email, name, "refunddesk", "refund", "desk"];
  return parts.map(letters).filter((word) => word.length >= 3);
}

/** Nothing of substance is left when one's own words, digits and the word "password" are taken away. */
function isMadeOf(bare: string, words: readonly string[]): boolean {
  const sorted = [...words].sort((a, b) => b.length - a.length);
  if (!sorted.some((word) => bare.includes(word))) return false;
  const rest = [...sorted, "password"].reduce((text, word) => text.replaceAll(word, ""), bare);
  return rest.replace(/\d/g, "").length < 6;
}

/** The same few characters again and again, or a run of the keyboard or the alphabet. */
function isMonotonous(password: string): boolean {
  const text = password.toLowerCase();
  if (new Set(text).size < 5) return true;
  return /^(.{1,8})\1+.?$/u.test(text) || RUNS.some((run) => run.repeat(4).includes(text));
}

const RUNS = [
  "1234567890",
  "0987654321",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertyuiop1234567890",
  "1q2w3e4r5t6y7u8i9o0p",
];
