"use client";

import { useTranslations } from "next-intl";
import type { FormState } from "#lib/contracts/form.ts";
import type { FieldError } from "#lib/domain/error-codes.ts";

/** The sentence of a field's error; `too_long:100` carries its value after the colon. */
export function useFieldSentence(): (error: FieldError) => string {
  const t = useTranslations();
  return ({ message }) => {
    const [key, value = ""] = message.split(":", 2);
    const names = [`peopleFields.${key}`, `fieldErrors.${key}`] as Parameters<typeof t.has>[0][];
    const known = names.find((name) => t.has(name)) ?? "fieldErrors.other";
    return t(known, { value, example: "" } as never);
  };
}

/** The first error of a field or, for lists, of one of its items. */
export function useFieldError(state: FormState<unknown>): (field: string) => string | null {
  const sentence = useFieldSentence();
  return (field) => {
    if (!state.result || state.result.ok) return null;
    const error = state.result.errors.find((one) => one.field === field || one.field.startsWith(`${field}.`));
    return error ? sentence(error) : null;
  };
}
