import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApproversNotice } from "#components/people/approvers-notice.tsx";
import { PolicyChangeCard } from "#components/people/policy-change-card.tsx";
import { PolicyForm } from "#components/people/policy-form.tsx";
import { PolicyHistory } from "#components/people/policy-history.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { operatorContext, readPolicyPage } from "#lib/server.ts";
import { confirmPolicyAction, proposePolicyAction, withdrawPolicyAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.policy") };
}

export default async function PolicyPage() {
  const [page, t] = await Promise.all([readPolicyPage(await operatorContext()), getTranslations("people.policy")]);
  if (!page.ok) return <PageProblem error={page.error} />;
  const { current, history, approvers, change, gateways } = page.value;
  return (
    <>
      <ApproversNotice document={current.document} approvers={approvers} />
      {change && (
        <Section id="policy-change" title={t("change.title")}>
          <PolicyChangeCard
            change={change}
            current={current.document}
            actions={{ confirm: confirmPolicyAction, withdraw: withdrawPolicyAction }}
          />
        </Section>
      )}
      <Section
        id="policy"
        title={t("title")}
        aside={<span className="text-ink-faint text-xs">{t("version", { version: current.version })}</span>}
      >
        <PolicyForm
          key={current.version}
          action={proposePolicyAction}
          document={current.document}
          gateways={gateways}
        />
      </Section>
      {history.length > 0 && (
        <Section id="policy-history" title={t("history")} flush>
          <PolicyHistory history={history} />
        </Section>
      )}
    </>
  );
}
