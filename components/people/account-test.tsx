"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { AccountTestDto } from "#lib/contracts/gateway-account.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";

type AccountTestProps = { readonly action: FormAction<AccountTestDto>; readonly gatewayAccountId: string };

export function AccountTest({ action, gatewayAccountId }: AccountTestProps) {
  const t = useTranslations("people.account");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  return (
    <form action={submit} className="grid gap-3">
      <FormProblems state={state} />
      {state.result?.ok && <Steps test={state.result.value} />}
      <input type="hidden" name="gatewayAccountId" value={gatewayAccountId} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-prose text-ink-soft text-sm">{t("testText")}</p>
        <Button type="submit" pending={isPending}>
          {t("test")}
        </Button>
      </div>
    </form>
  );
}

function Steps({ test }: { readonly test: AccountTestDto }) {
  const t = useTranslations("people.account");
  return (
    <Notice urgent tone={test.ok ? "good" : "danger"} title={test.ok ? t("testGood") : t("testBad")}>
      <ul className="grid min-w-0 gap-1">
        {test.steps.map((step) => (
          <li key={step.name} className="flex min-w-0 items-start gap-2">
            {step.ok ? (
              <CircleCheck className="mt-0.5 size-4 shrink-0 text-green" aria-label={t("stepGood")} />
            ) : (
              <CircleX className="mt-0.5 size-4 shrink-0 text-red" aria-label={t("stepBad")} />
            )}
            <span className="wrap-anywhere min-w-0">
              {step.name}: {step.detail}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
