import type desk from "../messages/en.json";
import type keyboard from "../messages/keyboard.en.json";
import type notices from "../messages/notices.en.json";
import type people from "../messages/people.en.json";

/** The one list of languages; each has its files in messages/. */
export const LOCALES = ["en", "vi", "zh-Hant", "zh-Hans"] as const;
export type Locale = (typeof LOCALES)[number];

export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = {
  en: "English",
  vi: "Tiếng Việt",
  "zh-Hant": "繁體中文",
  "zh-Hans": "简体中文",
};

export const DEFAULT_LOCALE: Locale = "en";
export const DEFAULT_ZONE = "Asia/Ho_Chi_Minh";

/** What a browser remembers of its person's wishes; the session row's are copied here at sign-in. */
export const PREFERENCE_COOKIES = {
  language: "desk-language",
  zone: "desk-zone",
  theme: "desk-theme",
  density: "desk-density",
  keys: "desk-keys",
} as const;

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const DENSITIES = ["dense", "comfortable"] as const;
export type Density = (typeof DENSITIES)[number];

export function isLocale(text: string | undefined): text is Locale {
  return LOCALES.some((locale) => locale === text);
}

/** The language of an Accept-Language header that is wanted most, of those that the desk speaks. */
export function preferredLocale(header: string | null): Locale {
  const wanted = (header ?? "").slice(0, 500).split(",").map(readRange);
  const best = wanted
    .toSorted((one, other) => other.weight - one.weight)
    .find(({ locale, weight }) => locale && weight > 0);
  return best?.locale ?? DEFAULT_LOCALE;
}

function readRange(range: string): { locale: Locale | undefined; weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
  const weight = parameters.find((one) => one.startsWith("q="))?.slice(2);
  return { locale: spokenFor(tag), weight: weight === undefined ? 1 : Number(weight) || 0 };
}

/** Chinese is chosen by its script, which Intl knows of each region: `zh-HK` is traditional. */
function spokenFor(tag: string): Locale | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return [language, `${language}-${script}`].find(isLocale);
  } catch {
    return undefined;
  }
}

export function isZone(text: string | undefined): text is string {
  if (!text) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof desk & typeof people & typeof keyboard & typeof notices;
  }
}
