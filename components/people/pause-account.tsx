"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { useFieldError } from "./use-field-error.ts";

export type PauseAction = FormAction<{ readonly id: string; readonly paused: boolean }>;
type PauseAccountProps = {
  readonly action: PauseAction;
  readonly gatewayAccountId: string;
  readonly isPaused: boolean;
};

/** Stopping needs one person and no long thought; going on is one press. */
export function PauseAccount({ action, gatewayAccountId, isPaused }: PauseAccountProps) {
  const t = useTranslations("people.account");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  const fields = (
    <>
      <FormProblems state={state} controlOf={() => `why-${gatewayAccountId}`} />
      <input type="hidden" name="gatewayAccountId" value={gatewayAccountId} />
      <input type="hidden" name="paused" value={String(!isPaused)} />
    </>
  );
  if (isPaused)
    return (
      <form action={submit} className="grid gap-2">
        {fields}
        <div>
          <Button type="submit" look="primary" pending={isPending}>
            {t("resume")}
          </Button>
        </div>
      </form>
    );
  return (
    <details>
      <summary className={buttonClass({})}>{t("pause")}</summary>
      <form action={submit} className="grid max-w-md gap-3 py-3">
        {fields}
        <p className="text-ink-soft text-sm">{t("pauseText")}</p>
        <Field
          id={`why-${gatewayAccountId}`}
          name="why"
          label={t("pauseWhy")}
          hint={t("pauseWhyHint")}
          error={errorOf("why")}
        >
          {(control) => <Input {...control} autoComplete="off" maxLength={200} defaultValue={state.values.why ?? ""} />}
        </Field>
        <div>
          <Button type="submit" look="danger" pending={isPending}>
            {t("pauseConfirm")}
          </Button>
        </div>
      </form>
    </details>
  );
}
