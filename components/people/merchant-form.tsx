"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { MerchantSettingsDto } from "#lib/contracts/people.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { SavedNotice } from "./saved-notice.tsx";
import { useFieldError } from "./use-field-error.ts";
import { ZoneField } from "./zone-field.tsx";

type MerchantFormProps = { readonly action: FormAction<MerchantSettingsDto>; readonly settings: MerchantSettingsDto };

export function MerchantForm({ action, settings }: MerchantFormProps) {
  const t = useTranslations("people.merchant");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  const values = {
    ...asText(state.result?.ok ? state.result.value : settings),
    ...(state.result?.ok ? {} : state.values),
  };
  return (
    <form action={submit} noValidate className="grid gap-5">
      <FormProblems state={state} controlOf={(field) => `field-${field.split(".")[0]}`} />
      <SavedNotice state={state} text={t("saved")} />
      <div className="grid gap-5 lg:grid-cols-2">
        <Field name="name" label={t("name")} error={errorOf("name")}>
          {(control) => <Input {...control} autoComplete="organization" defaultValue={values.name} />}
        </Field>
        <ZoneField label={t("zone")} hint={t("zoneHint")} error={errorOf("zone")} defaultValue={values.zone} />
        <Field name="reasons" label={t("reasons")} hint={t("reasonsHint")} error={errorOf("reasons")}>
          {(control) => <Textarea {...control} rows={6} defaultValue={values.reasons} />}
        </Field>
        <div className="grid content-start gap-5">
          <Field name="currencies" label={t("currencies")} hint={t("currenciesHint")} error={errorOf("currencies")}>
            {(control) => (
              <Input {...control} autoComplete="off" autoCapitalize="characters" defaultValue={values.currencies} />
            )}
          </Field>
          <Field name="alertEmails" label={t("alertEmails")} hint={t("alertEmailsHint")} error={errorOf("alertEmails")}>
            {(control) => <Textarea {...control} rows={2} defaultValue={values.alertEmails} />}
          </Field>
        </div>
        <Field name="undoWindowMs" label={t("undoWindow")} hint={t("undoWindowHint")} error={errorOf("undoWindowMs")}>
          {(control) => (
            <Input {...control} inputMode="decimal" className="max-w-32" defaultValue={values.undoWindowMs} />
          )}
        </Field>
        <Field
          name="approvalTtlHours"
          label={t("approvalTtl")}
          hint={t("approvalTtlHint")}
          error={errorOf("approvalTtlHours")}
        >
          {(control) => (
            <Input {...control} inputMode="numeric" className="max-w-32" defaultValue={values.approvalTtlHours} />
          )}
        </Field>
      </div>
      <div>
        <Button type="submit" look="primary" pending={isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

/** As the fields show it: lists by lines, the undo window in seconds. */
function asText(settings: MerchantSettingsDto): Readonly<Record<keyof MerchantSettingsDto, string>> {
  return {
    name: settings.name,
    zone: settings.zone,
    currencies: settings.currencies.join(", "),
    reasons: settings.reasons.join("\n"),
    alertEmails: settings.alertEmails.join("\n"),
    undoWindowMs: String(settings.undoWindowMs / 1000),
    approvalTtlHours: String(settings.approvalTtlHours),
  };
}
