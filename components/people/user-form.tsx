"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { UserDto } from "#lib/contracts/people.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { asRole, RoleField } from "./role-field.tsx";
import { SavedNotice } from "./saved-notice.tsx";
import { useFieldError } from "./use-field-error.ts";

export function UserForm({ action, user }: { readonly action: FormAction; readonly user: UserDto }) {
  const t = useTranslations("people.user");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  return (
    <form action={submit} noValidate className="grid gap-4">
      <FormProblems state={state} />
      <SavedNotice state={state} text={t("saved")} />
      <input type="hidden" name="userId" value={user.id} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Field name="name" label={t("name")} error={errorOf("name")}>
          {(control) => (
            <Input {...control} required autoComplete="off" defaultValue={state.values.name ?? user.name} />
          )}
        </Field>
        <RoleField defaultValue={asRole(state.values.role, user.role)} error={errorOf("role")} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" look="primary" pending={isPending}>
          {t("save")}
        </Button>
        <p className="text-ink-soft text-xs">{user.isLastAdmin ? t("lastAdmin") : t("roleHint")}</p>
      </div>
    </form>
  );
}
