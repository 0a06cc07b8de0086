import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotificationView } from "#components/notifications/notification-view.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { getNotification, operatorContext } from "#lib/server.ts";
import { replayNotificationAction } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("heading") };
}

export default async function NotificationPage({ params }: PageProps<"/notifications/[id]">) {
  const [context, { id }] = await Promise.all([operatorContext(), params]);
  const result = await getNotification(context, id);
  if (!result.ok) return <PageProblem error={result.error} />;
  return (
    <ClientMessages of={["notifications", "errors"]}>
      <NotificationView initial={result.value} replay={replayNotificationAction} />
    </ClientMessages>
  );
}
