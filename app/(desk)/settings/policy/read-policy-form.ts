/**
 * The table of the policy page as a policy. Group separators that people type are taken out of the amounts; empty
 * lines at the end were never filled in.
 */
export function readPolicyForm(form: FormData): unknown {
  const column = (name: string) => form.getAll(name).map(String);
  const [currencies, limits, approvals] = [column("currency"), column("upTo"), column("approvals")];
  const rules = currencies.map((currency, i) => ({
    currency: currency.trim().toUpperCase(),
    upTo: (limits[i] ?? "").replace(/[\s,_]/g, ""),
    approvals: wholeNumber(approvals[i]),
  }));
  while (rules.at(-1)?.upTo === "") rules.pop();
  return { default: { approvals: wholeNumber(String(form.get("default"))) }, rules };
}

/** Text that is no number stays text, for the schema to refuse. */
function wholeNumber(text: string | undefined): number | string {
  return text && /^\d{1,3}$/.test(text) ? Number(text) : (text ?? "");
}
