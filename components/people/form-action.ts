import type { FormState } from "#lib/contracts/form.ts";

/** A server action as a form takes it. */
export type FormAction<T = null> = (state: FormState<T>, form: FormData) => Promise<FormState<T>>;
