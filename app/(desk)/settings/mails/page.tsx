import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailsList } from "#components/mails/mails-list.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Input } from "#components/ui/input.tsx";
import { pickSearch } from "#components/ui/search-string.ts";
import { listMailsSchema } from "#lib/contracts/notices.ts";
import { parseSearch } from "#lib/contracts/parse-search.ts";
import { listMails, operatorContext } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mails"))("title") };
}

export default async function MailsPage({ searchParams }: PageProps<"/settings/mails">) {
  const [context, t, given] = await Promise.all([operatorContext(), getTranslations("mails"), searchParams]);
  const input = parseSearch(listMailsSchema, Object.fromEntries(new URLSearchParams(pickSearch(given, ["q"]))));
  const result = input.ok ? await listMails(context, input.value) : input;
  if (!result.ok) return <PageProblem error={result.error} />;
  return (
    <Section
      id="mails"
      title={t("title")}
      flush
      aside={<span className="text-ink-soft text-sm">{t("waiting", { count: result.value.waiting })}</span>}
    >
      <p className="max-w-[70ch] px-4 pb-3 text-ink-soft text-sm">{t("lead")}</p>
      <search className="block max-w-md px-4 pb-4">
        <form method="get" className="flex gap-2">
          <Input
            name="q"
            aria-label={t("search")}
            placeholder={t("search")}
            defaultValue={input.ok ? input.value.q : ""}
          />
          <Button type="submit">{t("find")}</Button>
        </form>
      </search>
      <MailsList page={result.value} />
    </Section>
  );
}
