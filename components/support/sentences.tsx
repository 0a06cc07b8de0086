"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { LANGUAGE_NAMES, LOCALES, type Locale } from "#lib/i18n.ts";

export type SentenceTexts = Readonly<Record<Locale, string>>;

/** The sentence for the customer in their language, ready to be copied. */
export function Sentences({ texts }: { readonly texts: SentenceTexts }) {
  const t = useTranslations("support");
  const common = useTranslations("common");
  const [copied, setCopied] = useState<Locale | null>(null);
  return (
    <section aria-label={t("sentence")} className="grid gap-2">
      <h3 className="font-semibold text-sm">{t("sentence")}</h3>
      {LOCALES.map((locale) => (
        <div
          key={locale}
          className="grid gap-2 rounded border bg-sunken p-3 text-sm sm:grid-cols-[6rem_1fr_auto] sm:items-start"
        >
          <span className="text-ink-soft text-xs leading-5">{LANGUAGE_NAMES[locale]}</span>
          <p lang={locale}>{texts[locale]}</p>
          <Button
            size="sm"
            aria-label={`${t("copySentence")}: ${LANGUAGE_NAMES[locale]}`}
            icon={
              copied === locale ? (
                <Check className="size-3.5 text-green" aria-hidden="true" />
              ) : (
                <Copy className="size-3.5" aria-hidden="true" />
              )
            }
            onClick={async () => {
              await navigator.clipboard.writeText(texts[locale]);
              setCopied(locale);
            }}
            className={cx("justify-self-end", copied === locale && "text-green")}
          >
            {copied === locale ? common("copied") : common("copyShort")}
          </Button>
        </div>
      ))}
    </section>
  );
}
