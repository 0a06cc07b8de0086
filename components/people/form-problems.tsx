"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Notice } from "#components/ui/notice.tsx";
import type { FormState } from "#lib/contracts/form.ts";
import { useFieldSentence } from "./use-field-error.ts";

type Props = {
  readonly state: FormState<unknown>;
  /** Where a field's own name is not that of its control. */
  readonly controlOf?: (field: string) => string;
};

/** What a refused form says at its top: the reason, and a way to each field. Focused when it appears. */
export function FormProblems({ state, controlOf = (field) => `field-${field}` }: Props) {
  const t = useTranslations();
  const sentence = useFieldSentence();
  const box = useRef<HTMLDivElement>(null);
  const { result } = state;

  useEffect(() => {
    if (result && !result.ok) box.current?.focus();
  }, [result]);

  if (!result || result.ok) return null;
  const known = `errors.${result.code}` as Parameters<typeof t.has>[0];
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <Notice tone="danger" urgent title={t.has(known) ? t(known as "errors.unavailable") : result.sentence}>
        {result.errors.length > 0 && (
          <ul className="grid">
            {result.errors.map((error) => (
              <li key={`${error.field} ${error.message}`}>
                <a href={`#${controlOf(error.field)}`} className="inline-block py-1 underline underline-offset-2">
                  {sentence(error)}
                </a>
              </li>
            ))}
          </ul>
        )}
        {result.eventId && (
          <p>
            {t("common.errorId")} <code className="font-mono">{result.eventId}</code>
          </p>
        )}
      </Notice>
    </div>
  );
}
