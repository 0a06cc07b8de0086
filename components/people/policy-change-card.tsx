"use client";

import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import type { PolicyChangeDto } from "#lib/contracts/people.ts";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import { ChangeStep } from "./change-step.tsx";
import type { FormAction } from "./form-action.ts";
import { usePolicyWords } from "./policy-words.ts";

type PolicyChangeCardProps = {
  readonly change: PolicyChangeDto;
  readonly current: PolicyDocument;
  readonly actions: Readonly<Record<"confirm" | "withdraw", FormAction<{ readonly changeId: string }>>>;
};

/** The rules that one administrator wants beside those in force, for another one to confirm. */
export function PolicyChangeCard({ change, current, actions }: PolicyChangeCardProps) {
  const t = useTranslations("people.policy.change");
  const wordsOf = usePolicyWords();
  const [before, after] = [wordsOf(current), wordsOf(change.document)];
  const mayConfirm = !change.isYours && !change.isOutdated;
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-ink-soft">
        {t("by", { name: change.proposedBy })} · <Time iso={change.proposedAt} />
      </p>
      <div className="grid gap-3 sm:grid-cols-2">
        <Rules title={t("before")} words={before} others={after} />
        <Rules title={t("after")} words={after} others={before} />
      </div>
      <p className="text-ink-soft">
        {change.isOutdated ? t("outdated") : change.isYours ? t("yours") : t("confirmText")}
      </p>
      <div className="flex flex-wrap gap-2">
        {mayConfirm && <ChangeStep action={actions.confirm} changeId={change.id} text={t("confirm")} look="primary" />}
        <ChangeStep action={actions.withdraw} changeId={change.id} text={t("withdraw")} look="secondary" />
      </div>
    </div>
  );
}

type RulesProps = { readonly title: string; readonly words: readonly string[]; readonly others: readonly string[] };

/** What the other side does not have stands out. */
function Rules({ title, words, others }: RulesProps) {
  return (
    <section aria-label={title} className="rounded border bg-sunken p-3">
      <h3 className="font-medium">{title}</h3>
      <ol className="mt-1.5 grid gap-1">
        {words.map((line) => (
          <li key={line} className={others.includes(line) ? "text-ink-soft" : "font-medium"}>
            {line}
          </li>
        ))}
      </ol>
    </section>
  );
}
