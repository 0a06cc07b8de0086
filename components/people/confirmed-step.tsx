"use client";

import { useActionState } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { EMPTY_FORM, type FormState } from "#lib/contracts/form.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";

type ConfirmedStepProps<T> = {
  readonly action: FormAction<T>;
  readonly fields: Readonly<Record<string, string>>;
  readonly ask: string;
  /** What the step ends. */
  readonly text: string;
  readonly confirm: string;
};

/** A step that cannot be taken back: the first press opens what it means, the second takes it. Works without JavaScript. */
export function ConfirmedStep<T>({ action, fields, ask, text, confirm }: ConfirmedStepProps<T>) {
  const [state, submit, isPending] = useActionState<FormState<T>, FormData>(action, EMPTY_FORM);
  return (
    <details className="group">
      <summary className={buttonClass({ size: "sm" })}>{ask}</summary>
      <form action={submit} className="grid max-w-sm gap-2 py-2">
        <FormProblems state={state} />
        <p className="whitespace-normal text-ink-soft text-sm">{text}</p>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div>
          <Button type="submit" look="danger" size="sm" pending={isPending}>
            {confirm}
          </Button>
        </div>
      </form>
    </details>
  );
}
