"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { ROLES, type Role } from "#lib/domain/permissions.ts";

type RoleFieldProps = { readonly defaultValue: Role; readonly error: string | null };

/** What each role may do stands under the choice, not in a manual. */
export function RoleField({ defaultValue, error }: RoleFieldProps) {
  const t = useTranslations("people");
  const shell = useTranslations("shell");
  return (
    <Field name="role" label={t("user.role")} error={error}>
      {(control) => (
        <Select {...control} key={defaultValue} defaultValue={defaultValue}>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {shell(`role.${role}`)} – {t(`user.may.${role}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function asRole(text: string | undefined, otherwise: Role): Role {
  return ROLES.find((role) => role === text) ?? otherwise;
}
