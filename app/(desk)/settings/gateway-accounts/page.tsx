import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountChangeCard } from "#components/people/account-change-card.tsx";
import { GatewayAccountsTable } from "#components/people/gateway-accounts-table.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { listAccountChanges, listGatewayAccounts, operatorContext, readAccountHealth } from "#lib/server.ts";
import { confirmAccountChangeAction, withdrawAccountChangeAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.gatewayAccounts") };
}

export default async function GatewayAccountsPage() {
  const [context, title, t] = await Promise.all([
    operatorContext(),
    getTranslations("people"),
    getTranslations("people.account"),
  ]);
  const [accounts, changes, health] = await Promise.all([
    listGatewayAccounts(context),
    listAccountChanges(context),
    readAccountHealth(context),
  ]);
  if (!accounts.ok) return <PageProblem error={accounts.error} />;
  if (!changes.ok) return <PageProblem error={changes.error} />;
  if (!health.ok) return <PageProblem error={health.error} />;

  const add = (
    <ButtonLink href="/settings/gateway-accounts/new" prefetch={false} size="sm">
      {t("add")}
    </ButtonLink>
  );
  const decide = { confirm: confirmAccountChangeAction, withdraw: withdrawAccountChangeAction };
  return (
    <>
      {changes.value.length > 0 && (
        <Section id="changes" title={t("change.title")} className="border-amber">
          <div className="grid gap-5 divide-y [&>*+*]:pt-5">
            {changes.value.map((change) => (
              <AccountChangeCard key={change.id} change={change} actions={decide} />
            ))}
          </div>
        </Section>
      )}
      {accounts.value.length === 0 ? (
        <EmptyState title={t("none")} action={add}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <Section id="accounts" title={title("place.gatewayAccounts")} aside={add} flush>
          <GatewayAccountsTable accounts={accounts.value} health={health.value} />
        </Section>
      )}
    </>
  );
}
