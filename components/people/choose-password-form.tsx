"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { EMPTY_FORM, type FormState } from "#lib/contracts/form.ts";
import { FormProblems } from "./form-problems.tsx";
import { useFieldError } from "./use-field-error.ts";

type Answer = { readonly email: string };
type ChoosePasswordFormProps = {
  readonly action: (state: FormState<Answer>, form: FormData) => Promise<FormState<Answer>>;
  readonly token: string;
  readonly email: string;
};

export function ChoosePasswordForm({ action, token, email }: ChoosePasswordFormProps) {
  const t = useTranslations("signIn");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  return (
    <form action={submit} noValidate className="grid gap-4">
      <FormProblems state={state} />
      <input type="hidden" name="token" value={token} />
      {/* Without a name it is not sent; a password manager files the password under it. */}
      <Field name="" id="field-account" label={t("email")}>
        {({ name: _name, ...control }) => (
          <Input {...control} type="email" autoComplete="username" readOnly value={email} />
        )}
      </Field>
      <Field name="password" label={t("password")} hint={t("choose.hint")} error={errorOf("password")}>
        {(control) => (
          <Input {...control} type="password" autoComplete="new-password" minLength={15} autoFocus required />
        )}
      </Field>
      <Button type="submit" look="primary" size="lg" pending={isPending}>
        {t("choose.submit")}
      </Button>
    </form>
  );
}
