"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Checkbox, Input } from "#components/ui/input.tsx";
import type { ExportDto, ExportFormDto } from "#lib/contracts/exports.ts";
import { ExportsTable } from "./exports-table.tsx";
import { FilterWords } from "./filter-words.tsx";

const LOOK_AGAIN_MS = 1_500;

/** A plain form whose answer is the file: the browser's own download shows how far it is, and can stop it. */
export function ExportView({ form }: { readonly form: ExportFormDto }) {
  const t = useTranslations("exports");
  const { subject, filter, rows } = form;
  const [newestBefore, setNewestBefore] = useState<string | null | undefined>(undefined);
  const isAwaited = (files: readonly ExportDto[]) =>
    newestBefore !== undefined && (files[0]?.id ?? null) === newestBefore;
  const [everyMs, setEveryMs] = useState<number | false>(false);
  const { data: files = form.earlier } = useDeskQuery<readonly ExportDto[]>({
    queryKey: queryKeys.exports(subject),
    path: `/api/desk/exports/${subject}`,
    initial: form.earlier,
    everyMs,
  });
  const goesOn = isAwaited(files) || files.some((file) => file.outcome === "running");
  if (goesOn !== (everyMs !== false)) setEveryMs(goesOn ? LOOK_AGAIN_MS : false);
  const count = t(`which.${subject}`, { count: rows.count });
  return (
    <div className="grid gap-4">
      <Section id="what" title={t("what")}>
        <form
          method="post"
          action={`/exports/${subject}/file`}
          onSubmit={() => setNewestBefore(files[0]?.id ?? null)}
          className="grid gap-4"
        >
          <div className="grid gap-1">
            <p className="figures font-semibold text-xl">{rows.orMore ? t("more", { rows: count }) : count}</p>
            <p>
              <FilterWords subject={subject} filter={filter} names={form.names} />
            </p>
            <p className="max-w-prose text-ink-soft text-sm">
              {t("times", { zone: form.zone })} {subject === "refunds" && t("masked")}
            </p>
          </div>
          {Object.entries(filter).map(
            ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
          )}
          <Checkbox name="mark" defaultChecked label={t("mark")} />
          {form.mayReveal && (
            <Field name="revealWhy" label={t("why")} hint={t("whyHint")} className="max-w-[32rem]">
              {(control) => <Input {...control} maxLength={64} autoComplete="off" />}
            </Field>
          )}
          <div>
            <button type="submit" className={buttonClass({ look: "primary" })}>
              <Download className="size-4" aria-hidden="true" />
              {t("download")}
            </button>
          </div>
        </form>
      </Section>
      <Section id="earlier" title={t("earlier")} flush>
        {files.length > 0 ? (
          <div aria-live="polite">
            <p className="px-4 pb-2 text-ink-soft text-sm">{t("earlierText")}</p>
            <ExportsTable files={files} names={form.names} />
          </div>
        ) : (
          <EmptyState title={t("none")}>{t("earlierText")}</EmptyState>
        )}
      </Section>
    </div>
  );
}
