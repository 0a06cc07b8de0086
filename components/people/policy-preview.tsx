"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { currencyDigits, parseMoney } from "#lib/domain/money.ts";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import type { PolicyLine } from "./policy-line-fields.tsx";
import { isCovered, usePolicyWords } from "./policy-words.ts";

type PolicyPreviewProps = { readonly lines: readonly PolicyLine[]; readonly otherwise: string };

export function PolicyPreview({ lines, otherwise }: PolicyPreviewProps) {
  const t = useTranslations("people.policy");
  const wordsOf = usePolicyWords();
  const document = documentOf(lines, otherwise);
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

/** What is written so far; lines that cannot be read yet are left out. */
function documentOf(lines: readonly PolicyLine[], otherwise: string): PolicyDocument {
  const rules = lines.map(({ currency, upTo, approvals }) => ({
    currency,
    upTo: upTo.replace(/[\s,_]/g, ""),
    approvals: Number(approvals),
  }));
  const readable = rules.filter(
    (rule) => currencyDigits(rule.currency) !== undefined && parseMoney(rule.upTo, rule.currency).ok,
  );
  return { default: { approvals: Number(otherwise) }, rules: readable };
}
