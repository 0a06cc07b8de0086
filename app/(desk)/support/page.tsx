import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OrderQuestions } from "#components/comments/order-questions.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { AnswerCard } from "#components/support/answer-card.tsx";
import { SupportNotFound } from "#components/support/not-found.tsx";
import { SupportSeveral } from "#components/support/several.tsx";
import { SupportSearch } from "#components/support/support-search.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { roleMay } from "#lib/domain/permissions.ts";
import { listQuestions, lookUp, operatorContext } from "#lib/server.ts";
import { askStaffAction } from "../comments/actions.ts";
import { customerSentences } from "./customer-sentences.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("support"))("title") };
}

export default async function SupportPage({ searchParams }: PageProps<"/support">) {
  const [context, t, { q }] = await Promise.all([operatorContext(), getTranslations("support"), searchParams]);
  const searched = typeof q === "string" ? q.trim().slice(0, 200) : "";
  const result = searched === "" ? null : await lookUp(context, searched);
  if (result && !result.ok) return <PageProblem error={result.error} />;
  const answer = result?.value;
  const { role } = context.operator;
  return (
    <ClientMessages of={["support", "comments", "errors", "fieldErrors"]}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t("title")} />
        <div className="grid gap-6">
          <SupportSearch searched={searched} />
          {answer?.kind === "found" && (
            <AnswerCard
              order={answer.order}
              sentences={await customerSentences(answer.order)}
              maySeeRefunds={roleMay(role, "refunds.list")}
              questions={
                <OrderQuestions
                  orderId={answer.order.orderId}
                  initial={await questionsAbout(context, answer.order.orderId)}
                  ask={roleMay(role, "questions.ask") ? askStaffAction : undefined}
                />
              }
            />
          )}
          {answer?.kind === "several" && <SupportSeveral answer={answer} />}
          {answer?.kind === "not_found" && <SupportNotFound answer={answer} mayList={roleMay(role, "orders.list")} />}
        </div>
      </div>
    </ClientMessages>
  );
}

async function questionsAbout(context: Awaited<ReturnType<typeof operatorContext>>, orderId: string) {
  const questions = await listQuestions(context, { orderId });
  return questions.ok ? questions.value : { items: [] };
}
