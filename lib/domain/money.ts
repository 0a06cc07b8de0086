import { code as findCurrency } from "currency-codes";
import { err, ok, type Result } from "./result.ts";

/** An amount in minor units of an ISO 4217 currency: 12.50 HKD is 1250n, 100000 VND is 100000n. */
export type Money = { readonly minor: bigint; readonly currency: string };

export type MoneyError = {
  readonly code:
    | "money_unreadable"
    | "money_too_many_digits"
    | "money_not_positive"
    | "money_too_large"
    | "currency_unknown";
  readonly digits?: number;
};

/** What PostgreSQL's bigint holds. */
export const LARGEST_MINOR = 9_223_372_036_854_775_807n;

/** The decimals of a currency by ISO 4217 (not by CLDR, which differs), or undefined for an unknown code. */
export function currencyDigits(currency: string): number | undefined {
  const known = DIGITS.get(currency);
  if (known !== undefined) return known;
  const digits = /^[A-Z]{3}$/.test(currency) ? findCurrency(currency)?.digits : undefined;
  if (digits !== undefined) DIGITS.set(currency, digits);
  return digits;
}

/** Of the currencies met so far: a page asks hundreds of times, and the list is searched from its beginning. */
const DIGITS = new Map<string, number>();

/**
 * Reads a decimal text in major units. At most the currency's digits, padded with zeros; a sign, a group
 * separator, an exponent, white space or any digit but 0-9 is refused: `parseFloat` never sees money.
 */
export function parseMoney(text: string, currency: string): Result<Money, MoneyError> {
  const digits = currencyDigits(currency);
  if (digits === undefined) return err({ code: "currency_unknown" });
  const match = /^(\d{1,25})(?:\.(\d{1,10}))?$/.exec(text);
  if (!match?.[1]) return err({ code: "money_unreadable" });

  const fraction = match[2] ?? "";
  if (fraction.length > digits) return err({ code: "money_too_many_digits", digits });
  const minor = BigInt(match[1] + fraction.padEnd(digits, "0"));
  if (minor > LARGEST_MINOR) return err({ code: "money_too_large" });
  return ok({ minor, currency });
}

/** As `parseMoney`, and more than nothing. */
export function parsePositiveMoney(text: string, currency: string): Result<Money, MoneyError> {
  const parsed = parseMoney(text, currency);
  if (parsed.ok && parsed.value.minor === 0n) return err({ code: "money_not_positive" });
  return parsed;
}

/** The decimal text of the API and the gateways: "100000" for VND, "12.50" for HKD. */
export function moneyToText(money: Money): string {
  const digits = currencyDigits(money.currency);
  if (digits === undefined) throw new Error(`Unknown currency ${money.currency}`);
  const sign = money.minor < 0n ? "-" : "";
  const all = (money.minor < 0n ? -money.minor : money.minor).toString().padStart(digits + 1, "0");
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** For people: digits by ISO 4217, separators and symbol by the language. Never for anything that is stored or sent. */
export function formatMoney(money: Money, language: string): string {
  const digits = currencyDigits(money.currency) ?? 2;
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency: money.currency,
    currencyDisplay: "code",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(moneyToText(money) as Intl.StringNumericLiteral).replace(/[\u00a0\u202f]/g, "\u00a0");
}
