import type desk from "../messages/en.json";
import type people from "../messages/people.en.json";

/** The one list of languages; each has its file in messages/. */
export const LOCALES = ["en", "vi"] as const;
export type Locale = (typeof LOCALES)[number];

export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: "English", vi: "Tiếng Việt" };

export const DEFAULT_LOCALE: Locale = "en";
export const DEFAULT_ZONE = "Asia/Ho_Chi_Minh";

/** What a browser remembers of its person's wishes; the session row's are copied here at sign-in. */
export const PREFERENCE_COOKIES = { language: "desk-language", zone: "desk-zone", theme: "desk-theme" } as const;

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function isLocale(text: string | undefined): text is Locale {
  return LOCALES.some((locale) => locale === text);
}

/** The first language of an Accept-Language header that the desk speaks. */
export function preferredLocale(header: string | null): Locale {
  const wanted = (header ?? "").split(",").map((part) => part.split(";")[0]?.trim().split("-")[0]?.toLowerCase());
  return wanted.find(isLocale) ?? DEFAULT_LOCALE;
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
    Messages: typeof desk & typeof people;
  }
}
