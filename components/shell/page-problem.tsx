import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { AppError } from "#lib/domain/error-codes.ts";

/** A page that a service refused to fill: missing things are missing pages, everything else says what it is. */
export function PageProblem({ error }: { readonly error: AppError }) {
  const t = useTranslations("problem");
  const sentences = useTranslations("errors");
  if (error.code.endsWith("not_found")) notFound();
  return (
    <EmptyState
      isPage
      title={error.code === "forbidden" ? t("forbidden") : t("cannotShow")}
      action={<ButtonLink href="/support">{t("toSupport")}</ButtonLink>}
    >
      {sentences(error.code)}
    </EmptyState>
  );
}
