import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApproversNotice } from "#components/people/approvers-notice.tsx";
import { PolicyForm } from "#components/people/policy-form.tsx";
import { PolicyHistory } from "#components/people/policy-history.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { operatorContext, readPolicyPage } from "#lib/server.ts";
import { setPolicyAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.policy") };
}

export default async function PolicyPage() {
  const [page, t] = await Promise.all([readPolicyPage(await operatorContext()), getTranslations("people.policy")]);
  if (!page.ok) return <PageProblem error={page.error} />;
  const { current, history, approvers } = page.value;
  return (
    <>
      <ApproversNotice document={current.document} approvers={approvers} />
      <Section
        id="policy"
        title={t("title")}
        aside={<span className="text-ink-faint text-xs">{t("version", { version: current.version })}</span>}
      >
        <PolicyForm action={setPolicyAction} document={current.document} />
      </Section>
      {history.length > 0 && (
        <Section id="policy-history" title={t("history")} flush>
          <PolicyHistory history={history} />
        </Section>
      )}
    </>
  );
}
