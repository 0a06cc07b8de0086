import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import type { QuestionDto } from "#lib/contracts/comments.ts";

/** What was asked and, once it is there, the answer. */
export function Question({ question }: { readonly question: QuestionDto }) {
  const t = useTranslations("comments");
  const { text, askedBy, askedAt, answer } = question;
  return (
    <div className="grid gap-2 text-sm">
      <Said text={text} by={askedBy} at={askedAt} />
      {answer ? (
        <div className="border-accent border-l-2 pl-3">
          <Said text={answer.text} by={answer.by} at={answer.at} />
        </div>
      ) : (
        <p className="text-ink-soft text-xs">{t("waits")}</p>
      )}
    </div>
  );
}

function Said({ text, by, at }: { readonly text: string; readonly by: string; readonly at: string }) {
  return (
    <div className="grid gap-0.5">
      <p className="whitespace-pre-line break-words">{text}</p>
      <p className="figures text-ink-faint text-xs">
        {by} · <Time iso={at} style="short" />
      </p>
    </div>
  );
}
