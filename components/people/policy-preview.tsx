"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import { isCovered, usePolicyWords } from "./policy-words.ts";

/** What the lines mean, said while they are being written. */
export function PolicyPreview({ document }: { readonly document: PolicyDocument }) {
  const t = useTranslations("people.policy");
  const wordsOf = usePolicyWords();
  const useless = document.rules.flatMap((_, i) => (isCovered(document.rules, i) ? [i + 1] : []));
  return (
    <aside aria-labelledby="policy-preview" className="content-start self-start rounded border bg-accent-wash p-4">
      <h3 id="policy-preview" className="font-semibold text-sm">
        {t("inWords")}
      </h3>
      <ul className="mt-2 grid gap-1.5 text-sm">
        {wordsOf(document).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {useless.map((number) => (
        <p key={number} className="mt-3 flex gap-2 text-amber text-sm">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {t("neverDecides", { number })}
        </p>
      ))}
      <p className="mt-3 text-ink-soft text-xs">{t("order")}</p>
    </aside>
  );
}
