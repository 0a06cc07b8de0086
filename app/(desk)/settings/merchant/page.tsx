import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MerchantForm } from "#components/people/merchant-form.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { operatorContext, readMerchantSettings } from "#lib/server.ts";
import { updateMerchantSettingsAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.merchant") };
}

export default async function MerchantPage() {
  const [settings, t] = await Promise.all([readMerchantSettings(await operatorContext()), getTranslations("people")]);
  if (!settings.ok) return <PageProblem error={settings.error} />;
  return (
    <Section id="merchant" title={t("place.merchant")}>
      <MerchantForm action={updateMerchantSettingsAction} settings={settings.value} />
    </Section>
  );
}
