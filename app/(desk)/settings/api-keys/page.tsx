import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApiKeyForm } from "#components/people/api-key-form.tsx";
import { ApiKeysTable } from "#components/people/api-keys-table.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { listApiKeys, operatorContext } from "#lib/server.ts";
import { createApiKeyAction, revokeApiKeyAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.apiKeys") };
}

export default async function ApiKeysPage() {
  const [keys, t] = await Promise.all([listApiKeys(await operatorContext()), getTranslations("people")]);
  if (!keys.ok) return <PageProblem error={keys.error} />;
  return (
    <>
      <Section id="api-keys" title={t("place.apiKeys")} flush>
        {keys.value.length > 0 ? (
          <ApiKeysTable keys={keys.value} revoke={revokeApiKeyAction} />
        ) : (
          <EmptyState title={t("apiKey.none")}>{t("apiKey.noneText")}</EmptyState>
        )}
      </Section>
      <Section id="new-api-key" title={t("apiKey.new")}>
        <ApiKeyForm action={createApiKeyAction} />
      </Section>
    </>
  );
}
