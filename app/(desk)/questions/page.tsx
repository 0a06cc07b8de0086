import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WaitingQuestions } from "#components/comments/waiting-questions.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listQuestions, operatorContext } from "#lib/server.ts";
import { answerQuestionAction } from "../comments/actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("comments"))("title") };
}

export default async function QuestionsPage() {
  const [result, t] = await Promise.all([listQuestions(await operatorContext(), {}), getTranslations("comments")]);
  if (!result.ok) return <PageProblem error={result.error} />;
  return (
    <ClientMessages of={["comments", "errors", "fieldErrors"]}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t("title")} under={<p className="max-w-[70ch]">{t("lead")}</p>} />
        <WaitingQuestions initial={result.value} answer={answerQuestionAction} />
      </div>
    </ClientMessages>
  );
}
