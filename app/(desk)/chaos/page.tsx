import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ChaosView } from "#components/chaos/chaos-view.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { operatorContext, readChaos } from "#lib/server.ts";
import { startChaosAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("chaos"))("title") };
}

/** Only where emulators run. In production there is nothing at this address. */
export default async function ChaosPage() {
  const [context, t] = await Promise.all([operatorContext(), getTranslations("chaos")]);
  const chaos = await readChaos(context);
  if (!chaos.ok && chaos.error.code === "not_found") notFound();
  if (!chaos.ok) return <PageProblem error={chaos.error} />;
  return (
    <ClientMessages of={["chaos", "errors", "fieldErrors"]}>
      <PageHeader title={t("title")} under={t("intro")} />
      <ChaosView initial={chaos.value} start={startChaosAction} />
    </ClientMessages>
  );
}
