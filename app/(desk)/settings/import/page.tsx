import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportForm } from "#components/people/import-form.tsx";
import { PageProblem } from "#components/shell/page-problem.tsx";
import { Section } from "#components/ui/card.tsx";
import { ORDER_CSV_COLUMNS } from "#lib/contracts/order-csv.ts";
import { appError } from "#lib/domain/error-codes.ts";
import { roleMay } from "#lib/domain/permissions.ts";
import { operatorContext } from "#lib/server.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("place.import") };
}

export default async function ImportPage() {
  const [{ operator }, t] = await Promise.all([operatorContext(), getTranslations("people")]);
  if (!roleMay(operator.role, "orders.import")) return <PageProblem error={appError("forbidden")} />;
  return (
    <Section id="import" title={t("import.title")}>
      <div className="grid gap-4">
        <p className="max-w-prose text-ink-soft text-sm">{t("import.text")}</p>
        <details className="text-sm">
          <summary className="w-fit font-medium">{t("import.columns")}</summary>
          <code className="mt-2 block break-all rounded bg-sunken p-3 font-mono text-xs">
            {ORDER_CSV_COLUMNS.join(",")}
          </code>
        </details>
        <ImportForm />
      </div>
    </Section>
  );
}
