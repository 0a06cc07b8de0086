"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import type { FormAction } from "#components/people/form-action.ts";
import { FormProblems } from "#components/people/form-problems.tsx";
import { Button } from "#components/ui/button.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { ComparableAccount } from "#lib/contracts/reconciliation.ts";
import { AccountSelect } from "./account-select.tsx";

export type StartAction = FormAction<{ readonly ids: readonly string[] }>;
type StartFormProps = { readonly action: StartAction; readonly accounts: readonly ComparableAccount[] };

/** Asks for a comparison now; the worker makes it, and the list below shows how far it is. */
export function StartForm({ action, accounts }: StartFormProps) {
  const t = useTranslations("people.reconciliation");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  return (
    <form action={submit} className="flex flex-wrap items-end gap-3">
      <FormProblems state={state} controlOf={() => "compare-account"} />
      <AccountSelect id="compare-account" accounts={accounts} first={<option value="">{t("all")}</option>} />
      <Button type="submit" look="primary" pending={isPending}>
        {t("compare")}
      </Button>
    </form>
  );
}
