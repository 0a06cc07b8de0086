"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { FormAction } from "./form-action.ts";

/** The list behind it is read anew after the action, so an ended session is simply gone. */
export function EndSession({ action, sessionId }: { readonly action: FormAction; readonly sessionId: string }) {
  const t = useTranslations("people.profile");
  const [, submit, isPending] = useActionState(action, EMPTY_FORM);
  return (
    <form action={submit}>
      <input type="hidden" name="sessionId" value={sessionId} />
      <Button type="submit" size="sm" pending={isPending}>
        {t("end")}
      </Button>
    </form>
  );
}
