"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { remember } from "#components/ui/remember.ts";
import { LANGUAGE_NAMES, LOCALES, PREFERENCE_COOKIES, THEMES, type Theme } from "#lib/i18n.ts";

/** Dark, light, or as the machine says. Kept in a cookie, so that the server draws the right one at once. */
export function ThemeSwitch({ theme }: { readonly theme: Theme }) {
  const t = useTranslations("shell");
  const [chosen, setChosen] = useState(theme);
  const choose = (next: Theme) => {
    setChosen(next);
    remember(PREFERENCE_COOKIES.theme, next);
    document.documentElement.dataset.theme = next;
  };
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-ink-soft text-xs">{t("theme.label")}</legend>
      <div className="grid grid-cols-3 rounded border bg-sunken p-0.5">
        {THEMES.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={chosen === one}
            onClick={() => choose(one)}
            className={cx(
              "h-7 rounded-sm font-medium text-xs max-lg:h-10",
              chosen === one ? "bg-surface text-ink shadow-[0_0_0_1px_var(--line)]" : "text-ink-soft",
            )}
          >
            {t(`theme.${one}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

export function LanguageSwitch() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();
  return (
    <label className="grid gap-1 text-ink-soft text-xs">
      {t("language")}
      <select
        value={locale}
        onChange={(event) => {
          remember(PREFERENCE_COOKIES.language, event.target.value);
          router.refresh();
        }}
        className="h-8 rounded border border-line-strong bg-surface px-2 text-ink text-sm max-lg:h-11"
      >
        {LOCALES.map((one) => (
          <option key={one} value={one}>
            {LANGUAGE_NAMES[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
