/** An amount cut at its point: digits only, the fraction as long as the currency's decimals. */
export type AmountParts = { readonly whole: string; readonly fraction: string; readonly currency: string };
export type WordsOf = (amount: AmountParts) => string;

/** The parts of a strict decimal text, or null for anything that is not an amount yet. */
export function amountParts(text: string, currency: string, digits: number): AmountParts | null {
  const match = /^(\d{1,18})(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[2] ?? "";
  if (!match?.[1] || fraction.length > digits || /^[0.]*$/.test(text)) return null;
  return { whole: match[1], fraction: fraction.padEnd(digits, "0"), currency };
}

/** Groups of three digits, the highest first. */
export function groupsOf(whole: string): number[] {
  return whole
    .replace(/^0+/, "")
    .split(/(?=(?:\d{3})+$)/)
    .map(Number);
}

/** The currency's name, in the number that the amount asks for. */
export function nameOf(currency: string, locale: string, whole: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "name",
    maximumFractionDigits: 0,
  });
  const parts = format.formatToParts(BigInt(whole));
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

export function fractionOver(fraction: string, before: string): string {
  return /^0*$/.test(fraction) ? "" : `${before}${fraction}/1${"0".repeat(fraction.length)}`;
}

export function startWithCapital(text: string): string {
  return text.charAt(0).toLocaleUpperCase("en") + text.slice(1);
}
