import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DifferencesTable } from "#components/reconciliation/differences-table.tsx";
import { ExtractForm } from "#components/reconciliation/extract-form.tsx";
import { RefreshWhile } from "#components/reconciliation/refresh-while.tsx";
import { RunsTable } from "#components/reconciliation/runs-table.tsx";
import { StartForm } from "#components/reconciliation/start-form.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { EXTRACT_COLUMNS } from "#lib/contracts/reconciliation.ts";
import { getReconciliation, listComparableAccounts, listReconciliations, operatorContext } from "#lib/server.ts";
import { startReconciliationAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.reconciliation") };
}

export default async function ReconciliationPage({ searchParams }: PageProps<"/settings/reconciliation">) {
  const [context, t, { run }] = await Promise.all([
    operatorContext(),
    getTranslations("people.reconciliation"),
    searchParams,
  ]);
  const [accounts, runs] = await Promise.all([listComparableAccounts(context), listReconciliations(context)]);
  if (!accounts.ok) return <PageProblem error={accounts.error} />;
  if (!runs.ok) return <PageProblem error={runs.error} />;
  const chosen = typeof run === "string" ? await getReconciliation(context, run) : null;
  const report = chosen?.ok ? chosen.value : null;
  return (
    <>
      <RefreshWhile isRunning={runs.value.some(({ finishedAt }) => finishedAt === null)} />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Section id="compare" title={t("title")}>
          <p className="max-w-prose pb-4 text-ink-soft text-sm">{t("text")}</p>
          <StartForm action={startReconciliationAction} accounts={accounts.value} />
        </Section>
        <Section id="extract" title={t("fileTitle")}>
          <p className="max-w-prose text-ink-soft text-sm">{t("fileText")}</p>
          <code className="my-3 block break-all rounded bg-sunken p-3 font-mono text-xs">
            {EXTRACT_COLUMNS.join(",")}
          </code>
          <ExtractForm accounts={accounts.value} />
        </Section>
      </div>
      {report && (
        <Section id="found" title={t("found")} flush={report.found.length > 0}>
          {report.found.length > 0 ? (
            <DifferencesTable found={report.found} />
          ) : (
            <p className="text-sm">{t("foundNone")}</p>
          )}
        </Section>
      )}
      <Section id="runs" title={t("runs")} flush={runs.value.length > 0}>
        {runs.value.length > 0 ? (
          <RunsTable runs={runs.value} chosen={report?.id ?? null} />
        ) : (
          <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
        )}
      </Section>
    </>
  );
}
