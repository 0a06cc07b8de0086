import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DashboardView } from "#components/dashboard/dashboard-view.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { pickSearch } from "#components/ui/search-string.ts";
import { readDashboardSchema } from "#lib/contracts/dashboard.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { operatorContext, readDashboard } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("title") };
}

export default async function DashboardPage({ searchParams }: PageProps<"/dashboard">) {
  const [context, given] = await Promise.all([operatorContext(), searchParams]);
  const search = pickSearch(given, ["days", "currency"]);
  const input = parseSearch(readDashboardSchema, Object.fromEntries(new URLSearchParams(search)));
  const result = input.ok ? await readDashboard(context, input.value) : input;
  if (!result.ok) return <PageProblem error={result.error} />;
  return <DashboardView dashboard={result.value} />;
}
