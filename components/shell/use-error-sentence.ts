"use client";

import { useTranslations } from "next-intl";
import type { ActionResult } from "#lib/contracts/views.ts";

type Refusal = Pick<Extract<ActionResult<never>, { ok: false }>, "code" | "sentence" | "eventId">;

/** What a refused action says to a person: by its code, in their language, with the ID under which we know more. */
export function useErrorSentence(): (refusal: Refusal) => string {
  const t = useTranslations("errors");
  const common = useTranslations("common");
  return ({ code, sentence, eventId }) => {
    const text = t.has(code as "unavailable") ? t(code as "unavailable") : sentence;
    return eventId ? `${text} (${common("errorId")}: ${eventId})` : text;
  };
}
