import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotificationsList } from "#components/notifications/notifications-list.tsx";
import { NOTIFICATIONS_SEARCH } from "#components/notifications/notifications-search.ts";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pickSearch } from "#components/ui/search-string.ts";
import { listNotificationsSchema } from "#lib/contracts/notifications.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listNotifications, operatorContext } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("title") };
}

export default async function NotificationsPage({ searchParams }: PageProps<"/notifications">) {
  const [context, t, given] = await Promise.all([operatorContext(), getTranslations("notifications"), searchParams]);
  const search = pickSearch(given, NOTIFICATIONS_SEARCH);
  const input = parseSearch(listNotificationsSchema, Object.fromEntries(new URLSearchParams(search)));
  const result = input.ok ? await listNotifications(context, input.value) : input;
  if (!result.ok) return <PageProblem error={result.error} />;
  return (
    <ClientMessages of={["notifications"]}>
      <PageHeader title={t("title")} under={<p className="max-w-[70ch]">{t("lead")}</p>} />
      <NotificationsList initial={result.value} initialSearch={search} />
    </ClientMessages>
  );
}
