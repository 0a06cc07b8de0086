import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditFilters } from "#components/people/audit-filters.tsx";
import { AuditPages } from "#components/people/audit-pages.tsx";
import { AuditTable } from "#components/people/audit-table.tsx";
import { ChainState } from "#components/people/chain-state.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { pickSearch } from "#components/ui/search-string.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { readAuditSchema } from "#lib/contracts/people.ts";
import { operatorContext, readAudit } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.audit") };
}

type AuditPageProps = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const [context, t, given] = await Promise.all([operatorContext(), getTranslations("people"), searchParams]);
  const search = pickSearch(given, ["q", "kind", "actor", "from", "to", "cursor"]);
  const input = parseSearch(readAuditSchema, Object.fromEntries(new URLSearchParams(search)));
  const page = input.ok ? await readAudit(context, input.value) : input;
  if (!page.ok) return <PageProblem error={page.error} />;
  const { items, previous, next, chain } = page.value;
  return (
    <>
      <AuditFilters search={search} />
      <ChainState chain={chain} />
      <Section
        id="audit"
        title={t("place.audit")}
        flush
        aside={<AuditPages search={search} newer={previous} older={next} />}
      >
        {items.length > 0 ? (
          <AuditTable items={items} search={search} />
        ) : (
          <EmptyState title={t("audit.none")}>{t("audit.noneText")}</EmptyState>
        )}
      </Section>
    </>
  );
}
