import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountForm } from "#components/people/account-form.tsx";
import { BackToAccounts } from "#components/people/back-to-accounts.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { getAccountForm, operatorContext } from "#lib/server.ts";
import { proposeAccountChangeAction } from "../../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.gatewayAccounts") };
}

type Props = { readonly params: Promise<{ readonly accountId: string }> };

export default async function ChangeGatewayAccountPage({ params }: Props) {
  const [{ accountId }, context, t] = await Promise.all([
    params,
    operatorContext(),
    getTranslations("people.account.form"),
  ]);
  const form = await getAccountForm(context, { gatewayAccountId: accountId });
  if (!form.ok) return <PageProblem error={form.error} />;
  return (
    <>
      <BackToAccounts />
      <Section id="account-form" title={t("editTitle", { account: form.value.label })}>
        <AccountForm action={proposeAccountChangeAction} form={form.value} />
      </Section>
    </>
  );
}
