import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseList } from "#components/review/case-list.tsx";
import { REVIEW_SEARCH } from "#components/review/review-search.ts";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pickSearch } from "#components/ui/search-string.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listCasesSchema } from "#lib/contracts/review.ts";
import { listCases, operatorContext } from "#lib/server.ts";
import { confirmAction, proposeAction, takeBackAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("review"))("title") };
}

export default async function ReviewPage({ searchParams }: PageProps<"/review">) {
  const [context, t, given] = await Promise.all([operatorContext(), getTranslations("review"), searchParams]);
  const search = pickSearch(given, REVIEW_SEARCH);
  const input = parseSearch(listCasesSchema, Object.fromEntries(new URLSearchParams(search)));
  const result = input.ok ? await listCases(context, input.value) : input;
  if (!result.ok) return <PageProblem error={result.error} list="/review" />;
  const actions = { propose: proposeAction, confirm: confirmAction, takeBack: takeBackAction };
  return (
    <ClientMessages of={["review", "refund", "errors", "fieldErrors"]}>
      <PageHeader title={t("title")} />
      <CaseList initial={result.value} initialSearch={search} actions={actions} />
    </ClientMessages>
  );
}
