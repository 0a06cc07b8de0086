const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How long something took or is ago, in its largest unit: `3.5 min`, `2 days`. */
export function durationText(seconds: number, locale: string): string {
  const [unit, size] = UNITS.find(([, one]) => seconds >= one * 1.5) ?? UNITS[3];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: unit === "second" || seconds >= size * 10 ? 0 : 1,
  }).format(seconds / size);
}
