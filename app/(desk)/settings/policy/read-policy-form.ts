/**
 * The tables of the policy page as a policy. Group separators that people type are taken out of the amounts; what was
 * left empty is no condition, and lines that were never filled in are no lines.
 */
export function readPolicyForm(form: FormData): unknown {
  const rules = linesOf(form, {
    currency: ["currency", code],
    upTo: ["upTo", figures],
    gateway: ["gateway", trimmed],
    method: ["method", trimmed],
    reason: ["reason", trimmed],
    olderThanDays: ["olderThanDays", wholeNumber],
    newReceiver: ["newReceiver", (text) => (text === "true" ? true : text)],
    requestedBy: ["requestedBy", trimmed],
    approvals: ["approvals", wholeNumber],
  })
    .map(withoutLoneCurrency)
    .filter(({ approvals: _, ...conditions }) => Object.keys(conditions).length > 0);
  const limits = linesOf(form, {
    of: ["limitOf", trimmed],
    currency: ["limitCurrency", code],
    perDay: ["limitPerDay", figures],
  }).filter((limit) => limit.perDay !== undefined);
  const otherwise = { approvals: wholeNumber(String(form.get("default"))) };
  return { default: otherwise, rules, ...(limits.length > 0 ? { limits } : {}) };
}

type Columns = Readonly<Record<string, readonly [name: string, read: (text: string) => unknown]>>;

function linesOf(form: FormData, columns: Columns): Record<string, unknown>[] {
  const fields = Object.entries(columns).map(([field, [name, read]]) => ({
    field,
    texts: form.getAll(name).map(String),
    read,
  }));
  const count = Math.max(0, ...fields.map(({ texts }) => texts.length));
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(
      fields.flatMap(({ field, texts, read }) => (texts[i]?.trim() ? [[field, read(texts[i] ?? "")]] : [])),
    ),
  );
}

/** The page offers a currency in each line; without an amount and other conditions nobody chose it. */
function withoutLoneCurrency(rule: Record<string, unknown>): Record<string, unknown> {
  const { currency: _, approvals: __, ...others } = rule;
  if (Object.keys(others).length > 0) return rule;
  return { approvals: rule.approvals };
}

const trimmed = (text: string) => text.trim();
const code = (text: string) => text.trim().toUpperCase();
const figures = (text: string) => text.replace(/[\s,_]/g, "");

/** Text that is no number stays text, for the schema to refuse. */
function wholeNumber(text: string): number | string {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : text;
}
