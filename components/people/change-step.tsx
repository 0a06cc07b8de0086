"use client";

import { useActionState } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { EMPTY_FORM, type FormState } from "#lib/contracts/form.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";

type ChangeStepProps<T> = {
  readonly action: FormAction<T>;
  readonly changeId: string;
  readonly text: string;
  readonly look: ButtonLook;
};

/** One press that confirms or withdraws what an administrator proposed. */
export function ChangeStep<T>({ action, changeId, text, look }: ChangeStepProps<T>) {
  const [state, submit, isPending] = useActionState<FormState<T>, FormData>(action, EMPTY_FORM);
  return (
    <form action={submit} className="grid gap-2">
      <FormProblems state={state} />
      <input type="hidden" name="changeId" value={changeId} />
      <div>
        <Button type="submit" look={look} pending={isPending}>
          {text}
        </Button>
      </div>
    </form>
  );
}
