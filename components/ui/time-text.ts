/** `long`: 5 Nov 2026, 10:21 ICT · `short`: 5 Nov, 10:21 · `day`: Thursday, 5 November 2026 · `clock`: 10:21:07 */
export type TimeStyle = "long" | "short" | "day" | "clock";

const OPTIONS: Readonly<Record<TimeStyle | "title", Intl.DateTimeFormatOptions>> = {
  long: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  short: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  clock: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  title: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  },
};

/** Names that people in the region use; Intl knows only their offsets. */
const ZONE_NAMES: Readonly<Record<string, string>> = {
  "Asia/Ho_Chi_Minh": "ICT",
  "Asia/Bangkok": "ICT",
  "Asia/Hong_Kong": "HKT",
  "Asia/Shanghai": "CST",
  "Asia/Singapore": "SGT",
  UTC: "UTC",
};

export function timeText(iso: string, style: TimeStyle, locale: string, zone: string): string {
  const text = formatter(style, locale, zone).format(new Date(iso));
  if (style === "long") return `${text} ${zoneName(zone, iso)}`;
  // Without a year Vietnamese would part day and month by a dash, and with one by a slash.
  return style === "short" ? text.replace(/(\d)-(\d)/, "$1/$2") : text;
}

export function timeTitle(iso: string, locale: string, zone: string): string {
  return `${formatter("title", locale, zone).format(new Date(iso))} ${zoneName(zone, iso)}`;
}

/** A calendar day (`2026-11-05`) without its year, 5 Nov, or with it. */
export function dayText(day: string, locale: string, year?: "numeric"): string {
  const options = { day: "numeric", month: "short", ...MONTHS[locale], year, timeZone: "UTC" } as const;
  return kept(`day ${locale} ${year ?? ""}`, dayFirst(locale), options).format(new Date(`${day}T00:00:00Z`));
}

export function zoneName(zone: string, iso: string): string {
  return ZONE_NAMES[zone] ?? zonePart("short", zone, iso) ?? zone;
}

/** `UTC+7` */
export function offsetName(zone: string, iso: string): string {
  return (zonePart("shortOffset", zone, iso) ?? "").replace("GMT", "UTC");
}

function zonePart(timeZoneName: "short" | "shortOffset", timeZone: string, iso: string): string | undefined {
  const parts = kept(`${timeZoneName} ${timeZone}`, "en", { timeZone, timeZoneName }).formatToParts(new Date(iso));
  return parts.find((part) => part.type === "timeZoneName")?.value;
}

/** Vietnamese writes its months as numbers. */
const MONTHS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = { vi: { day: "2-digit", month: "2-digit" } };

function formatter(style: TimeStyle | "title", locale: string, zone: string): Intl.DateTimeFormat {
  const months = OPTIONS[style].month === "short" && MONTHS[locale];
  return kept(`${style} ${locale} ${zone}`, dayFirst(locale), { ...OPTIONS[style], ...months, timeZone: zone });
}

/** English is day first, as everywhere the desk is used. */
function dayFirst(locale: string): string {
  return locale === "en" ? "en-GB" : locale;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making one costs as much as fifty uses. */
function kept(key: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}
