"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { SavedNotice } from "./saved-notice.tsx";
import { useFieldError } from "./use-field-error.ts";

export function PasswordForm({ action, email }: { readonly action: FormAction; readonly email: string }) {
  const t = useTranslations("people.profile");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  return (
    <form action={submit} noValidate className="grid gap-4">
      <FormProblems state={state} />
      <SavedNotice state={state} text={t("passwordChanged")} />
      {/* Without a name it is not sent; a password manager files the new password under it. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field name="currentPassword" label={t("currentPassword")} error={errorOf("currentPassword")}>
        {(control) => <Input {...control} type="password" required autoComplete="current-password" />}
      </Field>
      <Field name="newPassword" label={t("newPassword")} hint={t("passwordHint")} error={errorOf("newPassword")}>
        {(control) => <Input {...control} type="password" required minLength={15} autoComplete="new-password" />}
      </Field>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" look="primary" pending={isPending}>
          {t("changePassword")}
        </Button>
        <p className="text-ink-soft text-xs">{t("passwordEnds")}</p>
      </div>
    </form>
  );
}
