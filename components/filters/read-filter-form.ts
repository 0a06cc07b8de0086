import { minorOf, strictAmount } from "#components/ui/money-text.ts";
import { FILTERS, type FilterName, type FilterOptionsDto } from "#lib/contracts/filter-names.ts";

type Problem = "money_unreadable" | "currency_missing" | "amounts_reversed" | "days_reversed";
type Read = {
  /** Null where a filter is not set; a filter that the form does not ask for is left as it is. */
  readonly values: Readonly<Partial<Record<FilterName, string | null>>>;
  readonly problems: Readonly<Partial<Record<FilterName, Problem>>>;
};

/** The form's fields as the address has them, and what would be refused there. */
export function readFilterForm(form: FormData, currencies: FilterOptionsDto["currencies"]): Read {
  const asked = FILTERS.refunds.filter((name) => form.has(name));
  const typed = Object.fromEntries(asked.map((name) => [name, String(form.get(name)).trim() || null]));
  const digits = currencies.find(({ code }) => code === typed.currency)?.digits ?? 0;
  const amount = (text: string | null | undefined) => (text ? strictAmount(text, digits) : null);
  const values = { ...typed, min: amount(typed.min), max: amount(typed.max) };
  return { values, problems: problemsOf(values, digits) };
}

function problemsOf(values: Read["values"], digits: number): Read["problems"] {
  const { from, to, currency, min, max } = values;
  if (from && to && from > to) return { to: "days_reversed" };
  if (!min && !max) return {};
  if (!currency) return { currency: "currency_missing" };
  const [low, high] = [minorOf(min ?? "0", digits), minorOf(max ?? "0", digits)];
  if (low === null) return { min: "money_unreadable" };
  if (high === null) return { max: "money_unreadable" };
  return max && high < low ? { max: "amounts_reversed" } : {};
}
