import { useLocale } from "next-intl";
import { useEffect, useState } from "react";
import type { WordsOf } from "#lib/domain/amount-words/words.ts";
import type { Locale } from "#lib/i18n.ts";

type AmountWordsProps = { readonly amount: string; readonly currency: string; readonly digits: number };
type Say = (props: AmountWordsProps) => string | null;

/** Each language is loaded by those who read it, and when there is an amount to say. */
const LANGUAGES: Readonly<Record<Locale, () => Promise<WordsOf>>> = {
  en: () => import("#lib/domain/amount-words/english.ts").then(({ english }) => english),
  vi: () => import("#lib/domain/amount-words/vietnamese.ts").then(({ vietnamese }) => vietnamese),
  "zh-Hant": () => import("#lib/domain/amount-words/chinese.ts").then(({ traditionalChinese }) => traditionalChinese),
  "zh-Hans": () => import("#lib/domain/amount-words/chinese.ts").then(({ simplifiedChinese }) => simplifiedChinese),
};

/** The amount in words, in which a zero too many is heard. */
export function AmountWords(props: AmountWordsProps) {
  const locale = useLocale();
  const [say, setSay] = useState<Say | null>(null);
  const isWanted = props.amount !== "";
  useEffect(() => {
    if (!isWanted) return;
    let isHere = true;
    void loadWords(locale).then((loaded) => isHere && setSay(() => loaded));
    return () => {
      isHere = false;
    };
  }, [isWanted, locale]);
  return <p className="min-w-48 flex-1 text-ink-soft text-sm">{isWanted && say?.(props)}</p>;
}

async function loadWords(locale: Locale): Promise<Say> {
  const [words, { amountParts }] = await Promise.all([
    LANGUAGES[locale](),
    import("#lib/domain/amount-words/words.ts"),
  ]);
  return ({ amount, currency, digits }) => {
    const parts = amountParts(amount, currency, digits);
    return parts && words(parts);
  };
}
