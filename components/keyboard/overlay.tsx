import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import { useEffect, useState } from "react";
import type { Permission } from "#lib/domain/permissions.ts";
import type { Locale } from "#lib/i18n.ts";
import type words from "#messages/keyboard.en.json";
import { KeyList } from "./key-list.tsx";
import { Palette } from "./palette.tsx";
import { Peek } from "./peek.tsx";

export type Opened =
  | { readonly kind: "palette" }
  | { readonly kind: "keys" }
  | { readonly kind: "peek"; readonly record: "order" | "refund"; readonly href: string };

type OverlayProps = {
  readonly opened: Opened;
  readonly permissions: readonly Permission[];
  readonly isOn: boolean;
  readonly onClose: () => void;
};

/** What the keyboard opens over a page. Loaded when it is first asked for, with its words in the person's language. */
export function Overlay({ opened, permissions, isOn, onClose }: OverlayProps) {
  const locale = useLocale();
  const loaded = useWords(locale);
  const messages = useMessages();
  if (!loaded) return null;
  return (
    <NextIntlClientProvider locale={locale} messages={{ ...messages, ...loaded }}>
      {opened.kind === "palette" && <Palette permissions={permissions} onClose={onClose} />}
      {opened.kind === "keys" && <KeyList permissions={permissions} isOn={isOn} onClose={onClose} />}
      {opened.kind === "peek" && <Peek key={opened.href} {...opened} onClose={onClose} />}
    </NextIntlClientProvider>
  );
}

const WORDS: Readonly<Record<Locale, () => Promise<{ readonly default: typeof words }>>> = {
  en: () => import("#messages/keyboard.en.json"),
  vi: () => import("#messages/keyboard.vi.json"),
  "zh-Hant": () => import("#messages/keyboard.zh-Hant.json"),
  "zh-Hans": () => import("#messages/keyboard.zh-Hans.json"),
};

function useWords(locale: Locale): typeof words | null {
  const [loaded, setLoaded] = useState<typeof words | null>(null);
  useEffect(() => {
    let isHere = true;
    void WORDS[locale]().then((module) => isHere && setLoaded(module.default));
    return () => {
      isHere = false;
    };
  }, [locale]);
  return loaded;
}
