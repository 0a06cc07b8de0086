"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ComparableAccount, ExtractReport } from "#lib/contracts/reconciliation.ts";
import { AccountSelect } from "./account-select.tsx";
import { type ExtractAnswer, uploadExtract } from "./upload-extract.ts";

/** Enough to see what is wrong with a file. */
const SHOWN = 50;

/** A settlement or a portal's extract: compared, and nothing is changed. */
export function ExtractForm({ accounts }: { readonly accounts: readonly ComparableAccount[] }) {
  const t = useTranslations("people.reconciliation");
  const router = useRouter();
  const [isSending, startSending] = useTransition();
  const [answer, setAnswer] = useState<ExtractAnswer | null>(null);

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    if (!(file instanceof File) || file.size === 0) return;
    startSending(async () => {
      const next = await uploadExtract(file, String(form.get("gatewayAccountId")));
      setAnswer(next);
      if (next.kind === "report") router.push(`/settings/reconciliation?run=${next.report.id}`, { scroll: false });
    });
  };
  return (
    <form onSubmit={send} className="grid gap-4">
      <div className="grid grid-cols-1 gap-3">
        <AccountSelect id="extract-account" accounts={accounts} />
        <Field name="file" label={t("file")}>
          {(control) => (
            <input
              {...control}
              type="file"
              required
              accept=".csv,text/csv"
              className="w-full min-w-0 rounded border border-line-strong border-dashed bg-sunken p-2 text-sm file:mr-3 file:rounded file:border file:border-line-strong file:bg-surface file:px-3 file:py-1 file:font-medium"
            />
          )}
        </Field>
      </div>
      <div>
        <Button type="submit" pending={isSending}>
          {t("compareFile")}
        </Button>
      </div>
      <div aria-live="polite">{answer && <Answer answer={answer} />}</div>
    </form>
  );
}

function Answer({ answer }: { readonly answer: ExtractAnswer }) {
  const t = useTranslations("people.reconciliation");
  if (answer.kind === "unreachable") return <Notice tone="danger" title={t("unreachable")} />;
  if (answer.kind === "refused")
    return (
      <Notice tone="danger" title={t("refused")}>
        {answer.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
    );
  const { checked, differences, refused } = answer.report;
  return (
    <Notice
      tone={differences + refused.length > 0 ? "warning" : "good"}
      title={t("fileDone", { checked, differences })}
    >
      {refused.length > 0 && <Unread refused={refused} />}
    </Notice>
  );
}

function Unread({ refused }: Pick<ExtractReport, "refused">) {
  const t = useTranslations("people.reconciliation");
  return (
    <>
      <p>{t("unread", { count: refused.length })}</p>
      <ul>
        {refused.slice(0, SHOWN).flatMap(({ line, errors }) =>
          errors.map(({ field, message }) => (
            <li key={`${line} ${field}`}>
              {t("line", { line })} {field && <code className="font-mono text-xs">{field}</code>} {message}
            </li>
          )),
        )}
      </ul>
    </>
  );
}
