import type { ActionResult } from "./views.ts";

/** What a form shows: nothing yet, or the answer and what had been typed. */
export type FormState<T = null> = {
  readonly result: ActionResult<T> | null;
  readonly values: Readonly<Record<string, string>>;
};

export const EMPTY_FORM: FormState<never> = { result: null, values: {} };
