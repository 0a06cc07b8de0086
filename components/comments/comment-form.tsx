"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useActionState } from "react";
import type { FormAction } from "#components/people/form-action.ts";
import { FormProblems } from "#components/people/form-problems.tsx";
import { useFieldError } from "#components/people/use-field-error.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";

export type CommentFormProps = {
  readonly action: FormAction;
  /** What it is about: posted with the text. */
  readonly about: Readonly<Record<string, string>>;
  /** Where a page holds several. */
  readonly id?: string;
  readonly label: string;
  readonly hint: string;
  readonly button: string;
};

/** A text to colleagues. ⌘↵ sends it, too; what was refused stays in the field. */
export function CommentForm({ action, about, id = "field-text", label, hint, button }: CommentFormProps) {
  const t = useTranslations("comments");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  const errorOf = useFieldError(state);
  const sendByKey = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || isPending) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };
  return (
    <form action={submit} noValidate data-keep="" onKeyDown={sendByKey} className="grid gap-3">
      <FormProblems state={state} controlOf={() => id} />
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field name="text" id={id} label={label} hint={hint} error={errorOf("text")}>
        {(control) => (
          <Textarea {...control} rows={2} required defaultValue={state.result?.ok ? "" : (state.values.text ?? "")} />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <Button type="submit" size="sm" pending={isPending}>
          {button}
        </Button>
        <p aria-live="polite" className="text-ink-soft text-sm">
          {state.result?.ok && !isPending && t("sent")}
        </p>
      </div>
    </form>
  );
}
