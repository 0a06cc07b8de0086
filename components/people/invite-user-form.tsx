"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { OneTimeLinkDto } from "#lib/contracts/people.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { OneTimeLink } from "./one-time-link.tsx";
import { asRole, RoleField } from "./role-field.tsx";
import { useFieldError } from "./use-field-error.ts";

type InviteUserFormProps = { readonly action: FormAction<OneTimeLinkDto>; readonly origin: string };

export function InviteUserForm({ action, origin }: InviteUserFormProps) {
  const t = useTranslations("people.user");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  const isDone = state.result?.ok === true;
  const values = isDone ? {} : state.values;
  return (
    <form action={submit} noValidate className="grid gap-4">
      <FormProblems state={state} />
      {state.result?.ok && <OneTimeLink link={state.result.value} origin={origin} />}
      <div className="grid gap-4 lg:grid-cols-3">
        <Field name="name" label={t("name")} error={errorOf("name")}>
          {(control) => <Input {...control} required autoComplete="off" defaultValue={values.name} />}
        </Field>
        <Field name="email" label={t("email")} error={errorOf("email")}>
          {(control) => <Input {...control} type="email" required autoComplete="off" defaultValue={values.email} />}
        </Field>
        <RoleField defaultValue={asRole(values.role, "staff")} error={errorOf("role")} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" look="primary" pending={isPending}>
          {t("inviteSubmit")}
        </Button>
        <p className="text-ink-soft text-xs">{t("inviteHint")}</p>
      </div>
    </form>
  );
}
