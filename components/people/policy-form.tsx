"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionState, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import { ApprovalsSelect } from "./approvals-select.tsx";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { PolicyLimits } from "./policy-limits.tsx";
import { documentOf, limitLineOf, lineOf, type PolicyLine } from "./policy-line.ts";
import { PolicyLineFields } from "./policy-line-fields.tsx";
import { PolicyPreview } from "./policy-preview.tsx";
import { SavedNotice } from "./saved-notice.tsx";
import { useFieldError } from "./use-field-error.ts";

type PolicyFormProps = {
  readonly action: FormAction<{ readonly changeId: string }>;
  readonly document: PolicyDocument;
  readonly gateways: readonly string[];
};

/** A line per rule, tried from the top. What it means is said beside it while it is being written. */
export function PolicyForm({ action, document, gateways }: PolicyFormProps) {
  const t = useTranslations("people.policy");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  const [otherwise, setOtherwise] = useState(String(document.default.approvals));
  // An empty line at the end, so that one can be added without JavaScript; it counts for nothing until it is filled in.
  const lines = useLines([...document.rules.map(lineOf), emptyLine(document.rules.at(-1), document.rules.length)]);
  const limits = useLines((document.limits ?? []).map(limitLineOf));
  return (
    <form action={submit} noValidate className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-8">
      <div className="grid content-start gap-4">
        <FormProblems state={state} controlOf={(field) => `policy-${field.replaceAll(".", "-")}`} />
        <SavedNotice state={state} text={t("saved")} />
        <ol className="grid gap-3">
          {lines.all.map((line, i) => (
            <PolicyLineFields
              key={line.key}
              line={line}
              index={i}
              gateways={gateways}
              errorOf={(name) => errorOf(`rules.${i}.${name}`)}
              onChange={(part) => lines.change(line.key, part)}
              onRemove={() => lines.remove(line.key)}
            />
          ))}
        </ol>
        <div>
          <Button size="sm" icon={<Plus className="size-4" aria-hidden="true" />} onClick={() => lines.add(emptyLine)}>
            {t("addLine")}
          </Button>
        </div>
        <Field
          name="default"
          id="policy-default-approvals"
          label={t("otherwise")}
          error={errorOf("default")}
          className="max-w-60"
        >
          {(control) => (
            <ApprovalsSelect {...control} value={otherwise} onChange={(event) => setOtherwise(event.target.value)} />
          )}
        </Field>
        <PolicyLimits
          limits={limits.all}
          errorOf={errorOf}
          onChange={limits.change}
          onAdd={() => limits.add((last, key) => limitLineOf({ currency: last?.currency ?? "VND" }, key))}
          onRemove={limits.remove}
        />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" look="primary" pending={isPending}>
            {t("save")}
          </Button>
          <p className="text-ink-soft text-xs">{t("saveHint")}</p>
        </div>
      </div>
      <PolicyPreview document={documentOf(lines.all, limits.all, otherwise)} />
    </form>
  );
}

type Keyed = { readonly key: number };

/** Lines that are changed, added and removed by their key. */
function useLines<Line extends Keyed>(initial: readonly Line[]) {
  const [all, setAll] = useState(initial);
  const nextKey = useRef(initial.length);
  return {
    all,
    change: (key: number, part: Partial<Line>) =>
      setAll((lines) => lines.map((line) => (line.key === key ? { ...line, ...part } : line))),
    remove: (key: number) => setAll((lines) => lines.filter((line) => line.key !== key)),
    add: (make: (last: Line | undefined, key: number) => Line) => {
      const key = nextKey.current++;
      setAll((lines) => [...lines, make(lines.at(-1), key)]);
    },
  };
}

function emptyLine(last: { readonly currency?: string | undefined } | undefined, key: number): PolicyLine {
  return lineOf({ currency: last?.currency || "VND" }, key);
}
