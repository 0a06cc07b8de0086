import { useTranslations } from "next-intl";
import { Wordmark } from "#components/shell/wordmark.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export default function NotFound() {
  const t = useTranslations("problem");
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center">
      <Wordmark />
      <EmptyState isPage title={t("notFound")} action={<ButtonLink href="/orders">{t("toOrders")}</ButtonLink>}>
        {t("notFoundText")}
      </EmptyState>
    </main>
  );
}
