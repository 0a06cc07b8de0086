import { useTranslations } from "next-intl";
import type { ActionResult } from "#lib/contracts/views.ts";

type Refusal = Extract<ActionResult<never>, { ok: false }>;
export type FieldErrors = Readonly<Record<string, string | undefined>>;

/** What is wrong, by field, in the reader's language; the first thing said of a field counts. */
export function useFieldErrors(refusal: Refusal | null, currencyDigits: number): FieldErrors {
  const t = useTranslations("fieldErrors");
  const errors: Record<string, string> = {};
  const values = {
    example: currencyDigits === 0 ? "100000" : `12.${"50".padEnd(currencyDigits, "0").slice(0, currencyDigits)}`,
  };
  for (const { field, message } of refusal?.errors ?? []) {
    const [key = ""] = message.split(":");
    errors[field] ??= t.has(key as "other") ? t(key as "other", values) : t("other");
  }
  return errors;
}
