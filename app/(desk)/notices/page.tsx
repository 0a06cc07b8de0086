import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NoticesList } from "#components/notices/notices-list.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pickSearch } from "#components/ui/search-string.ts";
import { listNoticesSchema } from "#lib/contracts/notices.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listNotices, operatorContext } from "#lib/server.ts";
import { readNoticesAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notices"))("title") };
}

export default async function NoticesPage({ searchParams }: PageProps<"/notices">) {
  const [context, t, given] = await Promise.all([operatorContext(), getTranslations("notices"), searchParams]);
  const search = pickSearch(given, ["before"]);
  const input = parseSearch(listNoticesSchema, Object.fromEntries(new URLSearchParams(search)));
  const result = input.ok ? await listNotices(context, input.value) : input;
  if (!result.ok) return <PageProblem error={result.error} />;
  return (
    <ClientMessages of={["notices"]}>
      <PageHeader title={t("title")} actions={<ButtonLink href="/profile#notices">{t("choose")}</ButtonLink>} />
      <NoticesList initial={result.value} search={search} read={readNoticesAction} />
    </ClientMessages>
  );
}
