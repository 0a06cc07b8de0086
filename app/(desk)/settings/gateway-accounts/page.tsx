import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GatewayAccountsTable } from "#components/people/gateway-accounts-table.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { listGatewayAccounts, operatorContext } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.gatewayAccounts") };
}

export default async function GatewayAccountsPage() {
  const [accounts, t] = await Promise.all([listGatewayAccounts(await operatorContext()), getTranslations("people")]);
  if (!accounts.ok) return <PageProblem error={accounts.error} />;
  return (
    <Section id="gateway-accounts" title={t("place.gatewayAccounts")} flush>
      {accounts.value.length > 0 ? (
        <GatewayAccountsTable accounts={accounts.value} />
      ) : (
        <EmptyState title={t("account.none")} />
      )}
      <p className="border-t px-4 py-3 text-ink-soft text-xs">{t("account.how")}</p>
    </Section>
  );
}
