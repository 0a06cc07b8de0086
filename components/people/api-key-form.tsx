"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { NewApiKeyDto } from "#lib/contracts/people.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { useFieldError } from "./use-field-error.ts";

export function ApiKeyForm({ action }: { readonly action: FormAction<NewApiKeyDto> }) {
  const t = useTranslations("people.apiKey");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  return (
    <form action={submit} noValidate className="grid gap-4">
      <FormProblems state={state} />
      {state.result?.ok && (
        <Notice tone="good" urgent title={t("created")}>
          <p>{t("createdText")}</p>
          <p className="mt-1 break-all text-ink">
            <Copyable value={state.result.value.key} />
          </p>
        </Notice>
      )}
      <Field name="name" label={t("name")} hint={t("nameHint")} error={errorOf("name")} className="max-w-md">
        {(control) => (
          <Input {...control} required autoComplete="off" defaultValue={state.result?.ok ? "" : state.values.name} />
        )}
      </Field>
      <div>
        <Button type="submit" look="primary" pending={isPending}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}
