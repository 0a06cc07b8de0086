import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BackToAccounts } from "#components/people/back-to-accounts.tsx";
import { GatewayAccountCard } from "#components/people/gateway-account-card.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { appError } from "#lib/domain/error-codes.ts";
import { listGatewayAccounts, operatorContext, readAccountHealth } from "#lib/server.ts";
import { pauseAccountAction, testAccountAction } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.gatewayAccounts") };
}

type Props = { readonly params: Promise<{ readonly accountId: string }> };

export default async function GatewayAccountPage({ params }: Props) {
  const [context, { accountId }] = await Promise.all([operatorContext(), params]);
  const [accounts, health] = await Promise.all([listGatewayAccounts(context), readAccountHealth(context)]);
  if (!accounts.ok) return <PageProblem error={accounts.error} />;
  if (!health.ok) return <PageProblem error={health.error} />;
  const account = accounts.value.find(({ id }) => id === accountId);
  if (!account) return <PageProblem error={appError("gateway_account_not_found")} />;
  return (
    <>
      <BackToAccounts />
      <GatewayAccountCard
        account={account}
        health={health.value.find(({ gatewayAccountId }) => gatewayAccountId === accountId)}
        actions={{ pause: pauseAccountAction, test: testAccountAction }}
      />
    </>
  );
}
