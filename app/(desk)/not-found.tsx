import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** An order or refund that is not there, inside the frame of the desk. */
export default function DeskNotFound() {
  const t = useTranslations("problem");
  return (
    <EmptyState isPage title={t("notFound")} action={<ButtonLink href="/support">{t("toSupport")}</ButtonLink>}>
      {t("notFoundText")}
    </EmptyState>
  );
}
