import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailsList } from "#components/mails/mails-list.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { listMails, operatorContext } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mails"))("title") };
}

export default async function MailsPage() {
  const [result, t] = await Promise.all([listMails(await operatorContext()), getTranslations("mails")]);
  if (!result.ok) return <PageProblem error={result.error} />;
  return (
    <Section
      id="mails"
      title={t("title")}
      flush
      aside={<span className="text-ink-soft text-sm">{t("waiting", { count: result.value.waiting })}</span>}
    >
      <p className="max-w-[70ch] px-4 pb-3 text-ink-soft text-sm">{t("lead")}</p>
      <MailsList page={result.value} />
    </Section>
  );
}
