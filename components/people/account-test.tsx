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

/** A button among others in a row that wraps; what the test found takes a row of its own below them. */
export function AccountTest({ action, gatewayAccountId }: AccountTestProps) {
  const t = useTranslations("people.account");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  return (
    <form action={submit} className="contents">
      <input type="hidden" name="gatewayAccountId" value={gatewayAccountId} />
      <Button type="submit" pending={isPending} title={t("testText")}>
        {t("test")}
      </Button>
      {state.result && (
        <div className="order-last min-w-0 basis-full pt-2">
          <FormProblems state={state} />
          {state.result.ok && <Steps test={state.result.value} />}
        </div>
      )}
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
