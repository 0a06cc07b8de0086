"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionState, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { PolicyDto } from "#lib/contracts/people.ts";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import { ApprovalsSelect } from "./approvals-select.tsx";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { type PolicyLine, PolicyLineFields } from "./policy-line-fields.tsx";
import { PolicyPreview } from "./policy-preview.tsx";
import { SavedNotice } from "./saved-notice.tsx";
import { useFieldError } from "./use-field-error.ts";

type PolicyFormProps = { readonly action: FormAction<PolicyDto>; readonly document: PolicyDocument };

/** One line per limit, tried from the top. What it means is said beside it while it is being written. */
export function PolicyForm({ action, document }: PolicyFormProps) {
  const t = useTranslations("people.policy");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  const nextKey = useRef(document.rules.length + 1);
  const [otherwise, setOtherwise] = useState(String(document.default.approvals));
  const [lines, setLines] = useState<readonly PolicyLine[]>(() => [
    ...document.rules.map((rule, key) => ({
      key,
      currency: rule.currency,
      upTo: grouped(rule.upTo),
      approvals: String(rule.approvals),
    })),
    // An empty line at the end, so that one can be added without JavaScript; it counts for nothing until it is filled in.
    { key: document.rules.length, currency: document.rules.at(-1)?.currency ?? "VND", upTo: "", approvals: "0" },
  ]);

  const change = (key: number, part: Partial<PolicyLine>) =>
    setLines((all) => all.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const add = () =>
    setLines((all) => [
      ...all,
      { key: nextKey.current++, currency: all.at(-1)?.currency ?? "VND", upTo: "", approvals: "0" },
    ]);
  return (
    <form action={submit} noValidate className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-8">
      <div className="grid content-start gap-4">
        <FormProblems state={state} controlOf={(field) => `policy-${field.replaceAll(".", "-")}`} />
        <SavedNotice state={state} text={t("saved")} />
        <ol className="grid gap-3">
          {lines.map((line, i) => (
            <PolicyLineFields
              key={line.key}
              line={line}
              index={i}
              errorOf={(name) => errorOf(`rules.${i}.${name}`)}
              onChange={(part) => change(line.key, part)}
              onRemove={() => setLines((all) => all.filter((one) => one.key !== line.key))}
            />
          ))}
        </ol>
        <div>
          <Button size="sm" icon={<Plus className="size-4" aria-hidden="true" />} onClick={add}>
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
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" look="primary" pending={isPending}>
            {t("save")}
          </Button>
          <p className="text-ink-soft text-xs">{t("saveHint")}</p>
        </div>
      </div>
      <PolicyPreview lines={lines} otherwise={otherwise} />
    </form>
  );
}

/** 5000000 as 5,000,000: the server takes the separators out again. */
function grouped(amount: string): string {
  const [whole = "", fraction] = amount.split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
