"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { AccountFieldDto, AccountFormDto } from "#lib/contracts/gateway-account.ts";
import { AccountField } from "./account-field.tsx";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { useFieldError } from "./use-field-error.ts";

type AccountFormProps = {
  readonly action: FormAction<{ readonly changeId: string }>;
  readonly form: AccountFormDto;
};

export function AccountForm({ action, form }: AccountFormProps) {
  const t = useTranslations("people.account.form");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  const typed = (name: string, stored: string) => (state.result ? (state.values[name] ?? "") : stored);
  const own = (["label", "environment", "baseUrl"] as const).map((name) => (
    <Field key={name} name={name} label={t(name)} hint={t(`${name}Hint`)} error={errorOf(name)}>
      {(control) => (
        <Input
          {...control}
          required
          autoComplete="off"
          spellCheck={name === "label"}
          inputMode={name === "baseUrl" ? "url" : undefined}
          defaultValue={typed(name, form[name])}
        />
      )}
    </Field>
  ));
  const drawn = (within: "credentials" | "settings") => (field: AccountFieldDto) => {
    const name = `${field.isSecret ? "secret" : within}.${field.name}`;
    const error = errorOf(`${within}.${field.name}`);
    return (
      <AccountField
        key={field.name}
        field={field}
        within={within}
        name={name}
        value={field.isSecret ? "" : typed(name, field.text)}
        error={error}
      />
    );
  };
  return (
    <form action={submit} noValidate data-keep className="grid gap-6">
      <FormProblems state={state} controlOf={controlOf} />
      <input type="hidden" name="gatewayAccountId" value={form.gatewayAccountId ?? ""} />
      <input type="hidden" name="gateway" value={form.gateway} />
      <div className="grid gap-5 lg:grid-cols-3">{own}</div>
      <Part title={t("credentials")} text={form.gatewayAccountId ? t("rotation") : t("credentialsHint")}>
        {form.credentials.map(drawn("credentials"))}
      </Part>
      <Part title={t("settings")} text={t("settingsHint")}>
        {form.settings.map(drawn("settings"))}
      </Part>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" look="primary" pending={isPending}>
          {t("propose")}
        </Button>
        <p className="max-w-prose text-ink-soft text-sm">{t("proposeText")}</p>
      </div>
    </form>
  );
}

/** An item of a list is wrong in its field. */
function controlOf(field: string): string {
  return `field-${field.split(".").slice(0, 2).join(".")}`;
}

type PartProps = { readonly title: string; readonly text: string; readonly children: React.ReactNode };

function Part({ title, text, children }: PartProps) {
  return (
    <fieldset className="grid min-w-0 gap-4 border-t pt-4">
      <legend className="float-left font-semibold text-sm">{title}</legend>
      <p className="clear-left max-w-prose text-ink-soft text-sm">{text}</p>
      <div className="grid gap-5 lg:grid-cols-2">{children}</div>
    </fieldset>
  );
}
