import { currencyDigits, type Money, moneyToText, parsePositiveMoney } from "#lib/domain/money.ts";

/** How amounts are written: major units with two decimals whatever the currency, with its own decimals, or minor units. */
export const AMOUNT_FORMATS = ["major-2dp", "major-exponent", "minor"] as const;
export type AmountFormat = (typeof AMOUNT_FORMATS)[number];

/** PayEase's decimal(18). */
const MOST_DIGITS = 18;

/** The text that PayEase reads, or nothing where it cannot carry this amount. */
export function amountToText(amount: Money, format: AmountFormat): string | undefined {
  const text = writeAmount(amount, format);
  return amount.minor > 0n && text.replace(".", "").length <= MOST_DIGITS ? text : undefined;
}

/** Trailing zeros more or less do not matter; anything that is no amount of the currency does. */
export function amountFromText(text: string, currency: string, format: AmountFormat): Money | undefined {
  const [, whole = "", fraction = ""] = /^(\d{1,18})(?:\.(\d{1,4}))?$/.exec(text) ?? [];
  const decimals = fraction.replace(/0+$/, "");
  const major = format === "minor" ? pointMoved(whole, decimals, currency) : join(whole, decimals);
  const parsed = parsePositiveMoney(major, currency);
  return parsed.ok ? parsed.value : undefined;
}

function writeAmount(amount: Money, format: AmountFormat): string {
  if (format === "minor") return String(amount.minor);
  const major = moneyToText(amount);
  if (format === "major-exponent") return major;
  const [whole = "", decimals = ""] = major.split(".");
  return `${whole}.${decimals.padEnd(2, "0")}`;
}

/** Minor units as major ones; not readable where they have decimals themselves. */
function pointMoved(minor: string, decimals: string, currency: string): string {
  const digits = currencyDigits(currency) ?? 0;
  if (decimals !== "") return "";
  const padded = minor.padStart(digits + 1, "0");
  return join(padded.slice(0, padded.length - digits), padded.slice(padded.length - digits));
}

function join(whole: string, decimals: string): string {
  return decimals === "" ? whole : `${whole}.${decimals}`;
}
