import { useTranslations } from "next-intl";
import { ButtonLink } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

/** A later page whose rows have all gone, which says nothing about the pages before it. */
export function PageEmpty({ first }: { readonly first: string }) {
  const t = useTranslations("common");
  return <EmptyState title={t("pageEmpty")} action={<ButtonLink href={first}>{t("firstPage")}</ButtonLink>} />;
}
