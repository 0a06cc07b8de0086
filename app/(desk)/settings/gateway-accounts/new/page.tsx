import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "#components/people/account-form.tsx";
import { AccountGateways } from "#components/people/account-gateways.tsx";
import { BackToAccounts } from "#components/people/back-to-accounts.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { getAccountForm, operatorContext } from "#lib/server.ts";
import { proposeAccountChangeAction } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.account"))("form.newTitle") };
}

type Props = { readonly searchParams: Promise<{ readonly gateway?: string | readonly string[] }> };

export default async function NewGatewayAccountPage({ searchParams }: Props) {
  const [{ gateway }, context, t] = await Promise.all([
    searchParams,
    operatorContext(),
    getTranslations("people.account.form"),
  ]);
  const form = await getAccountForm(context, typeof gateway === "string" ? { gateway } : {});
  if (!form.ok) return <PageProblem error={form.error} />;
  return (
    <>
      <BackToAccounts />
      <Section id="account-form" title={t("newTitle")}>
        <AccountGateways gateways={form.value.gateways} current={form.value.gateway} />
        <AccountForm key={form.value.gateway} action={proposeAccountChangeAction} form={form.value} />
      </Section>
    </>
  );
}
