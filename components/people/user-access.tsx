"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EMPTY_FORM, type FormState } from "#lib/contracts/form.ts";
import type { OneTimeLinkDto, UserDto } from "#lib/contracts/people.ts";
import type { FormAction } from "./form-action.ts";
import { FormProblems } from "./form-problems.tsx";
import { OneTimeLink } from "./one-time-link.tsx";

type UserAccessProps = {
  readonly actions: {
    readonly disable: FormAction;
    readonly enable: FormAction;
    readonly reset: FormAction<OneTimeLinkDto>;
  };
  readonly user: UserDto;
  readonly origin: string;
};

/** Each step says what it ends before it is taken. */
export function UserAccess({ actions, user, origin }: UserAccessProps) {
  const t = useTranslations("people.user");
  if (user.isLastAdmin) return <p className="text-ink-soft text-sm">{t("lastAdmin")}</p>;
  if (user.status === "disabled")
    return <Step action={actions.enable} user={user} text={t("enableText")} button={t("enable")} />;
  return (
    <div className="grid divide-y [&>*+*]:pt-4 [&>*:not(:last-child)]:pb-4">
      <Step
        action={actions.reset}
        user={user}
        text={user.status === "invited" ? t("newLinkText") : t("resetText")}
        button={user.status === "invited" ? t("newLink") : t("reset")}
        done={(link) => <OneTimeLink link={link} origin={origin} />}
      />
      <Step action={actions.disable} user={user} text={t("disableText")} button={t("disable")} isDangerous />
    </div>
  );
}

type StepProps<T> = {
  readonly action: FormAction<T>;
  readonly user: UserDto;
  readonly text: string;
  readonly button: string;
  readonly isDangerous?: boolean;
  readonly done?: (value: T) => ReactNode;
};

function Step<T>({ action, user, text, button, isDangerous = false, done }: StepProps<T>) {
  const [state, submit, isPending] = useActionState<FormState<T>, FormData>(action, EMPTY_FORM);
  return (
    <form action={submit} className="grid gap-3">
      <FormProblems state={state} />
      {state.result?.ok && done?.(state.result.value)}
      <input type="hidden" name="userId" value={user.id} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-prose text-ink-soft text-sm">{text}</p>
        <Button type="submit" look={isDangerous ? "danger" : "secondary"} pending={isPending}>
          {button}
        </Button>
      </div>
    </form>
  );
}
