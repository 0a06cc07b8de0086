import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { AppError, FieldError } from "#lib/domain/error-codes.ts";

type PageProblemProps = {
  readonly error: AppError;
  /** Where the same list stands without any filter. */
  readonly list?: string;
};

/** A page that a service refused to fill: missing things are missing pages, everything else says what it is. */
export function PageProblem({ error, list }: PageProblemProps) {
  const t = useTranslations("problem");
  const sentences = useTranslations("errors");
  if (error.code.endsWith("not_found")) notFound();
  if (list && error.code === "invalid_request") return <WrongAddress errors={error.errors ?? []} list={list} />;
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

/** A filter that no button of ours makes: which one, what is wrong with it, and the way on. */
function WrongAddress({ errors, list }: { readonly errors: readonly FieldError[]; readonly list: string }) {
  const t = useTranslations("problem");
  const names = useTranslations("filters.name");
  const wrong = useTranslations("fieldErrors");
  const nameOf = (field: string) => (names.has(field as "state") ? names(field as "state") : field);
  const sentenceOf = (message: string) => (wrong.has(message as "other") ? wrong(message as "other") : wrong("other"));
  return (
    <EmptyState isPage title={t("wrongFilter")} action={<ButtonLink href={list}>{t("withoutFilter")}</ButtonLink>}>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field}>
            {nameOf(field)}: {sentenceOf(message)}
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
