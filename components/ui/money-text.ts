type MoneyParts = { readonly before: string; readonly figures: string; readonly after: string };

const MINUS = "\u2212";
const NO_BREAK = "\u00a0";

/**
 * An amount as its currency is written at home, in every language of the desk: `100.000 ₫`, `HKD 1,320.00`.
 * One picture per currency, so that nobody reads a separator wrongly after switching languages. The text of the
 * API already has the currency's digits, so no table of currencies travels to the browser.
 */
export function moneyText(amount: string, currency: string): string {
  const { before, figures, after } = moneyParts(amount, currency);
  return [before, figures, after].filter(Boolean).join(NO_BREAK);
}

export function moneyParts(amount: string, currency: string): MoneyParts {
  const isNegative = amount.startsWith("-");
  const [whole = "", fraction] = (isNegative ? amount.slice(1) : amount).split(".");
  const isDong = currency === "VND";
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, isDong ? "." : ",");
  const figures = (isNegative ? MINUS : "") + grouped + (fraction ? `.${fraction}` : "");
  return isDong ? { before: "", figures, after: "₫" } : { before: currency, figures, after: "" };
}

/**
 * What a person may type for an amount, brought to the strict decimal that is posted: spaces, and separators
 * that stand exactly between groups of three, go. Anything else stays as typed and is refused by the server.
 */
export function strictAmount(typed: string, currencyDigits: number): string {
  const text = typed.replace(/[\s\u00a0\u202f₫]/g, "");
  if (currencyDigits === 0) return /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.test(text) ? text.replace(/[.,]/g, "") : text;
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replace(/,/g, "") : text;
}

/** The whole number of smallest digits that a strict decimal stands for, or null: for showing what would follow, the server decides. */
export function minorOf(strict: string, currencyDigits: number): bigint | null {
  const match = /^(\d{1,18})(?:\.(\d+))?$/.exec(strict);
  if (!match || (match[2]?.length ?? 0) > currencyDigits) return null;
  return BigInt(`${match[1]}${(match[2] ?? "").padEnd(currencyDigits, "0")}`);
}

type Amount = { readonly amount: string; readonly currency: string };

/** What these come to, by currency: different ones are never added. The API's texts have all digits of their currency. */
export function sumsOf(amounts: readonly Amount[]): Amount[] {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const texts = amounts.flatMap((one) => (one.currency === currency ? [one.amount] : []));
    const digits = texts[0]?.split(".")[1]?.length ?? 0;
    const minor = texts.reduce((sum, text) => sum + BigInt(text.replace(".", "")), 0n);
    return { currency, amount: textOf(minor, digits) };
  });
}

/** The strict decimal of a whole number of smallest digits. */
export function textOf(minor: bigint, currencyDigits: number): string {
  const sign = minor < 0n ? "-" : "";
  const figures = String(minor < 0n ? -minor : minor).padStart(currencyDigits + 1, "0");
  return currencyDigits === 0
    ? sign + figures
    : `${sign}${figures.slice(0, -currencyDigits)}.${figures.slice(-currencyDigits)}`;
}
