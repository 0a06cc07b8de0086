"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import type { FormAction } from "#components/people/form-action.ts";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { QuestionListDto } from "#lib/contracts/comments.ts";
import { CommentForm } from "./comment-form.tsx";
import { Question } from "./question.tsx";

type WaitingQuestionsProps = { readonly initial: QuestionListDto; readonly answer: FormAction };

/** What support waits for, the oldest first, each with the field for its answer. */
export function WaitingQuestions({ initial, answer }: WaitingQuestionsProps) {
  const t = useTranslations("comments");
  const { data: list = initial } = useDeskQuery<QuestionListDto>({
    queryKey: queryKeys.questions(),
    path: "/api/desk/questions",
    initial,
  });
  if (list.items.length === 0)
    return (
      <Card>
        <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>
      </Card>
    );
  return (
    <ul aria-label={t("title")} className="grid gap-4">
      {list.items.map((question) => (
        <li key={question.id}>
          <Card className="grid gap-4 p-5">
            <h2 className="font-semibold text-sm">
              <Link
                href={`/orders/${encodeURIComponent(question.orderId)}`}
                prefetch={false}
                className="hover:text-accent hover:underline"
              >
                {t("order", { orderId: question.orderId })}
              </Link>
            </h2>
            <Question question={question} />
            <CommentForm
              action={answer}
              about={{ questionId: question.id }}
              id={`answer-${question.id}`}
              label={t("answer.label")}
              hint={t("answer.hint", { name: question.askedBy })}
              button={t("answer.button")}
            />
          </Card>
        </li>
      ))}
    </ul>
  );
}
