"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { ProfileDto } from "#lib/contracts/people.ts";
import { LANGUAGE_NAMES, LOCALES } from "#lib/i18n.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { SavedNotice } from "./saved-notice.tsx";
import { useFieldError } from "./use-field-error.ts";
import { ZoneField } from "./zone-field.tsx";

export function ProfileForm({ action, profile }: { readonly action: FormAction; readonly profile: ProfileDto }) {
  const t = useTranslations("people.profile");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  const values = { name: profile.name, language: profile.language, zone: profile.zone, ...state.values };
  return (
    <form action={submit} noValidate className="grid gap-4">
      <FormProblems state={state} />
      <SavedNotice state={state} text={t("saved")} />
      <Field name="name" label={t("name")} error={errorOf("name")}>
        {(control) => <Input {...control} required autoComplete="name" defaultValue={values.name} />}
      </Field>
      <Field name="language" label={t("language")} error={errorOf("language")}>
        {(control) => (
          <Select {...control} key={values.language} defaultValue={values.language}>
            {LOCALES.map((locale) => (
              <option key={locale} value={locale}>
                {LANGUAGE_NAMES[locale]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <ZoneField label={t("zone")} hint={t("zoneHint")} error={errorOf("zone")} defaultValue={values.zone} />
      <div>
        <Button type="submit" look="primary" pending={isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
