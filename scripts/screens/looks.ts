import { LOCALES, type Locale } from "#lib/i18n.ts";

export const THEMES = ["light", "dark"] as const;
export const WIDTHS = { 1440: 900, 1024: 768, 390: 844 } as const;

export type Look = {
  readonly locale: Locale;
  readonly theme: (typeof THEMES)[number];
  readonly width: number;
  readonly height: number;
  /** 2 is a screen of twice as many points, as a browser has it that is set to 200 %. */
  readonly scale?: number;
};

const SIZES = Object.entries(WIDTHS).map(([width, height]) => ({ width: Number(width), height }));

/** A screen of 1440 by 900 in a browser that is set to 200 %. */
export const ZOOMED: Omit<Look, "locale"> = { theme: "light", width: 720, height: 450, scale: 2 };

/** Every language in every size, in the light: the dark differs in its colours only. */
export const ALL_LIGHT_LOOKS: readonly Look[] = LOCALES.flatMap((locale) => [
  ...SIZES.map((size) => ({ locale, theme: "light" as const, ...size })),
  { locale, ...ZOOMED },
]);

export const ROLES_LOOKED_AT = ["staff", "manager", "support", "admin"] as const;

/** A few looks for each role, so that any two of role, language, theme and width meet in one of them. */
export function looksOf(role: (typeof ROLES_LOOKED_AT)[number]): Look[] {
  const at = ROLES_LOOKED_AT.indexOf(role);
  return LOCALES.map((locale, index) => ({
    locale,
    theme: (at + Math.floor(index / 2)) % 2 === 0 ? "light" : "dark",
    ...(SIZES[(at + index) % SIZES.length] ?? { width: 1440, height: 900 }),
  }));
}
