import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GatewayAccountCard } from "#components/people/gateway-account-card.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { listGatewayAccounts, operatorContext } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.gatewayAccounts") };
}

export default async function GatewayAccountsPage() {
  const [accounts, t] = await Promise.all([listGatewayAccounts(await operatorContext()), getTranslations("people")]);
  if (!accounts.ok) return <PageProblem error={accounts.error} />;
  return (
    <>
      {accounts.value.map((account) => (
        <GatewayAccountCard key={account.id} account={account} />
      ))}
      {accounts.value.length === 0 && <EmptyState title={t("account.none")} />}
      <p className="text-ink-soft text-xs">{t("account.how")}</p>
    </>
  );
}
