/** Lists are written one per line; currencies also with commas; the undo window in seconds. */
export function readMerchantForm(form: FormData): unknown {
  const text = (name: string) => String(form.get(name) ?? "");
  const items = (name: string, separator: RegExp) =>
    text(name)
      .split(separator)
      .map((item) => item.trim())
      .filter((item) => item !== "");
  return {
    name: text("name"),
    zone: text("zone"),
    currencies: items("currencies", /[\s,;]+/).map((code) => code.toUpperCase()),
    reasons: items("reasons", /\r?\n/),
    alertEmails: items("alertEmails", /[\s,;]+/),
    undoWindowMs: milliseconds(text("undoWindowMs")),
    approvalTtlHours: Number(text("approvalTtlHours") || Number.NaN),
  };
}

function milliseconds(seconds: string): number {
  return /^\d{1,4}(\.\d{1,3})?$/.test(seconds.trim()) ? Math.round(Number(seconds) * 1000) : Number.NaN;
}
