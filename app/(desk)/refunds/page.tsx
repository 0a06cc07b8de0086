import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RefundsList } from "#components/refunds/refunds-list.tsx";
import { REFUNDS_SEARCH } from "#components/refunds/refunds-search.ts";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pickSearch } from "#components/ui/search-string.ts";
import { listRefundsSchema } from "#lib/contracts/list-filters.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listRefunds, operatorContext } from "#lib/server.ts";
import { deleteViewAction, saveViewAction } from "../views/actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("refunds"))("title") };
}

export default async function RefundsPage({ searchParams }: PageProps<"/refunds">) {
  const [context, t, given] = await Promise.all([operatorContext(), getTranslations("refunds"), searchParams]);
  const search = pickSearch(given, REFUNDS_SEARCH);
  const input = parseSearch(listRefundsSchema, Object.fromEntries(new URLSearchParams(search)));
  const result = input.ok ? await listRefunds(context, input.value) : input;
  if (!result.ok) return <PageProblem error={result.error} list="/refunds" />;
  return (
    <ClientMessages of={["refunds", "views", "filters", "fieldErrors"]}>
      <PageHeader title={t("title")} />
      <RefundsList
        initial={result.value}
        initialSearch={search}
        viewActions={{ save: saveViewAction, remove: deleteViewAction }}
      />
    </ClientMessages>
  );
}
