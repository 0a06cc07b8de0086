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

/** A calendar day (`2026-11-05`) without its year: 5 Nov. */
export function dayText(day: string, locale: string): string {
  const options = { day: "numeric", month: "short", ...MONTHS[locale], timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, options).format(new Date(`${day}T00:00:00Z`));
}

export function zoneName(zone: string, iso: string): string {
  const known = ZONE_NAMES[zone];
  if (known) return known;
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "short" }).formatToParts(new Date(iso));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** `UTC+7` */
export function offsetName(zone: string, iso: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(
    new Date(iso),
  );
  const offset = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  return offset.replace("GMT", "UTC");
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Vietnamese writes its months as numbers. */
const MONTHS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = { vi: { day: "2-digit", month: "2-digit" } };

/** Kept, because making one costs as much as fifty uses. English is day first, as everywhere the desk is used. */
function formatter(style: TimeStyle | "title", locale: string, zone: string): Intl.DateTimeFormat {
  const key = `${style} ${locale} ${zone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    ...OPTIONS[style],
    ...(OPTIONS[style].month === "short" && MONTHS[locale]),
    timeZone: zone,
  });
  formatters.set(key, made);
  return made;
}
