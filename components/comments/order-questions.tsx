"use client";

import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import type { FormAction } from "#components/people/form-action.ts";
import type { QuestionListDto } from "#lib/contracts/comments.ts";
import { CommentForm } from "./comment-form.tsx";
import { Question } from "./question.tsx";

type OrderQuestionsProps = {
  readonly orderId: string;
  readonly initial: QuestionListDto;
  /** Absent where one has no need to ask: who answers writes a note. */
  readonly ask: FormAction | undefined;
};

/** What was asked about an order and answered, and the field to ask. */
export function OrderQuestions({ orderId, initial, ask }: OrderQuestionsProps) {
  const t = useTranslations("comments.ask");
  const { data: list = initial } = useDeskQuery<QuestionListDto>({
    queryKey: queryKeys.questions(orderId),
    path: `/api/desk/questions?orderId=${encodeURIComponent(orderId)}`,
    initial,
  });
  if (!ask && list.items.length === 0) return null;
  return (
    <section aria-labelledby="questions" className="grid gap-4 border-t p-5">
      <h3 id="questions" className="font-semibold text-sm">
        {t("title")}
      </h3>
      {ask && <CommentForm action={ask} about={{ orderId }} label={t("label")} hint={t("hint")} button={t("button")} />}
      {list.items.length > 0 && (
        <ul className="grid gap-4">
          {list.items.map((question) => (
            <li key={question.id}>
              <Question question={question} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
