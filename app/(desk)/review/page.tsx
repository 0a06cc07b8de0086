import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseList } from "#components/review/case-list.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listCases, listPaymentCases, operatorContext } from "#lib/server.ts";
import { confirmAction, proposeAction, takeBackAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("review"))("title") };
}

export default async function ReviewPage() {
  const [context, t] = await Promise.all([operatorContext(), getTranslations("review")]);
  const [cases, paymentCases] = await Promise.all([listCases(context), listPaymentCases(context)]);
  if (!cases.ok) return <PageProblem error={cases.error} />;
  if (!paymentCases.ok) return <PageProblem error={paymentCases.error} />;
  const actions = { propose: proposeAction, confirm: confirmAction, takeBack: takeBackAction };
  return (
    <ClientMessages of={["review", "refund", "errors", "fieldErrors"]}>
      <PageHeader title={t("title")} />
      <CaseList initial={cases.value} initialAboutPayments={paymentCases.value} actions={actions} />
    </ClientMessages>
  );
}
