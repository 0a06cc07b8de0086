import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ExportView } from "#components/exports/export-view.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pickSearch } from "#components/ui/search-string.ts";
import { EXPORT_FILTERS, exportSubjectSchema } from "#lib/contracts/exports.ts";
import { FILTERS } from "#lib/contracts/filter-names.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { ERROR_CODES, type ErrorCode } from "#lib/domain/error-codes.ts";
import { getExportForm, operatorContext } from "#lib/server.ts";

export async function generateMetadata({ params }: PageProps<"/exports/[subject]">): Promise<Metadata> {
  const subject = exportSubjectSchema.safeParse((await params).subject);
  return subject.success ? { title: (await getTranslations("exports"))(`title.${subject.data}`) } : {};
}

export default async function ExportPage({ params, searchParams }: PageProps<"/exports/[subject]">) {
  const [context, t, named, given] = await Promise.all([
    operatorContext(),
    getTranslations("exports"),
    params,
    searchParams,
  ]);
  const subject = exportSubjectSchema.safeParse(named.subject);
  if (!subject.success) notFound();
  const search = pickSearch(given, ["q", ...FILTERS[subject.data]]);
  const filter = parseSearch(EXPORT_FILTERS[subject.data], Object.fromEntries(new URLSearchParams(search)));
  const form = filter.ok ? await getExportForm(context, { subject: subject.data, filter: filter.value }) : filter;
  if (!form.ok) return <PageProblem error={form.error} list={`/exports/${subject.data}`} />;
  return (
    <ClientMessages of={["exports", "filters"]}>
      <PageHeader
        title={t(`title.${subject.data}`)}
        over={
          <a href={`/${subject.data}?${search}`} className="underline-offset-2 hover:underline">
            {t(`back.${subject.data}`)}
          </a>
        }
      />
      <Refusal code={[given.problem].flat()[0]} />
      <ExportView form={form.value} />
    </ClientMessages>
  );
}

async function Refusal({ code }: { readonly code: string | undefined }) {
  const [t, sentences] = await Promise.all([getTranslations("exports"), getTranslations("errors")]);
  if (!code || !(code in ERROR_CODES)) return null;
  return (
    <Notice tone="danger" urgent title={t("refused")} className="mb-4">
      {code === "rate_limited" ? t("tooMany") : sentences(code as ErrorCode)}
    </Notice>
  );
}
