import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SettingsNav } from "#components/people/settings-nav.tsx";
import { ClientMessages } from "#components/shell/client-messages.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { permissionsOf } from "#lib/domain/permissions.ts";
import { operatorContext } from "#lib/server.ts";

export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const [{ operator }, t] = await Promise.all([operatorContext(), getTranslations("people")]);
  return (
    <ClientMessages of={["people", "peopleFields", "fieldErrors", "errors"]}>
      <PageHeader title={t("settings")} />
      <SettingsNav permissions={permissionsOf(operator.role)} />
      <div className="grid gap-5 pt-5">{children}</div>
    </ClientMessages>
  );
}
