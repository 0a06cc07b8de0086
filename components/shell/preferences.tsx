"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { remember } from "#components/ui/remember.ts";
import { DENSITIES, type Density, LANGUAGE_NAMES, LOCALES, PREFERENCE_COOKIES, THEMES, type Theme } from "#lib/i18n.ts";

/** Dark, light, or as the machine says. Kept in a cookie, so that the server draws the right one at once. */
export function ThemeSwitch({ theme }: { readonly theme: Theme }) {
  const t = useTranslations("shell.theme");
  return (
    <LookSwitch
      legend={t("label")}
      looks={THEMES.map((value) => ({ value, label: t(value) }))}
      chosen={theme}
      onChoose={(value) => {
        remember(PREFERENCE_COOKIES.theme, value);
        document.documentElement.dataset.theme = value;
      }}
    />
  );
}

/** How high the rows of tables are; on a phone they are always high enough for a thumb. */
export function DensitySwitch({ density }: { readonly density: Density }) {
  const t = useTranslations("shell.density");
  return (
    <LookSwitch
      legend={t("label")}
      looks={DENSITIES.map((value) => ({ value, label: t(value) }))}
      chosen={density}
      onChoose={(value) => {
        remember(PREFERENCE_COOKIES.density, value);
        document.documentElement.dataset.density = value;
      }}
    />
  );
}

type LookSwitchProps = {
  readonly legend: string;
  readonly looks: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
};

function LookSwitch({ legend, looks, chosen, onChoose }: LookSwitchProps) {
  const [current, setCurrent] = useState(chosen);
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-ink-soft text-xs">{legend}</legend>
      <div className="grid auto-cols-fr grid-flow-col rounded border bg-sunken p-0.5">
        {looks.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            aria-pressed={current === value}
            onClick={() => {
              setCurrent(value);
              onChoose(value);
            }}
            className={cx(
              "h-7 rounded-sm font-medium text-xs max-lg:h-10",
              current === value ? "bg-surface text-ink shadow-[0_0_0_1px_var(--line)]" : "text-ink-soft",
            )}
          >
            {label}
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
