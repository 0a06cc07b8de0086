"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import type { FormAction } from "#components/people/form-action.ts";
import { FormProblems } from "#components/people/form-problems.tsx";
import { SavedNotice } from "#components/people/saved-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { EMPTY_FORM } from "#lib/contracts/form.ts";
import type { NoticeWishDto } from "#lib/contracts/notices.ts";

type NoticeWishesFormProps = { readonly action: FormAction; readonly wishes: readonly NoticeWishDto[] };

/** Of what one hears, and where. */
export function NoticeWishesForm({ action, wishes }: NoticeWishesFormProps) {
  const t = useTranslations("notices.wishes");
  const [state, submit, isPending] = useActionState(action, EMPTY_FORM);
  return (
    <form action={submit} className="grid gap-4">
      <FormProblems state={state} />
      <SavedNotice state={state} text={t("saved")} />
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b text-ink-soft text-xs">
            <th scope="col" className="py-1.5 text-left font-medium">
              {t("about")}
            </th>
            <th scope="col" className="w-20 font-medium">
              {t("inPage")}
            </th>
            <th scope="col" className="w-20 font-medium">
              {t("byMail")}
            </th>
          </tr>
        </thead>
        <tbody>
          {wishes.map((wish) => (
            <WishRow key={`${wish.topic} ${wish.inPage} ${wish.byMail}`} wish={wish} />
          ))}
        </tbody>
      </table>
      <div>
        <Button type="submit" look="primary" pending={isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function WishRow({ wish: { topic, inPage, byMail } }: { readonly wish: NoticeWishDto }) {
  const t = useTranslations("notices.wishes");
  const name = t(`topic.${topic}`);
  return (
    <tr className="border-b last:border-b-0">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        {name}
      </th>
      <Choice name="inPage[]" topic={topic} isOn={inPage} label={`${name}: ${t("inPage")}`} />
      <Choice name="byMail[]" topic={topic} isOn={byMail} label={`${name}: ${t("byMail")}`} />
    </tr>
  );
}

type ChoiceProps = { readonly name: string; readonly topic: string; readonly isOn: boolean; readonly label: string };

function Choice({ name, topic, isOn, label }: ChoiceProps) {
  return (
    <td className="text-center">
      <label className="inline-grid size-9 place-items-center rounded hover:bg-hover max-sm:size-11">
        <input
          type="checkbox"
          name={name}
          value={topic}
          defaultChecked={isOn}
          aria-label={label}
          className="size-4 accent-accent"
        />
      </label>
    </td>
  );
}
