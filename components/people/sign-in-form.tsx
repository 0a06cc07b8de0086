"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { EMPTY_FORM, type FormState } from "#lib/contracts/form.ts";
import { FormProblems } from "./form-problems.tsx";
import { useFieldError } from "./use-field-error.ts";

type Answer = { readonly next: string };
type SignInFormProps = {
  readonly action: (state: FormState<Answer>, form: FormData) => Promise<FormState<Answer>>;
  readonly callbackUrl: string | null;
};

export function SignInForm({ action, callbackUrl }: SignInFormProps) {
  const t = useTranslations("signIn");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  return (
    <form action={submit} noValidate className="grid gap-4">
      <FormProblems state={state} />
      <Field name="email" label={t("email")} error={errorOf("email")}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            defaultValue={state.values.email}
          />
        )}
      </Field>
      <Field name="password" label={t("password")} error={errorOf("password")}>
        {(control) => <Input {...control} type="password" autoComplete="current-password" required />}
      </Field>
      {callbackUrl && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <Button type="submit" look="primary" size="lg" pending={isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
