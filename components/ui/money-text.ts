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
