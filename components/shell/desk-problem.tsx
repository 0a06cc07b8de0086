"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export function DeskProblem({ digest, onRetry }: { readonly digest: string | null; readonly onRetry: () => void }) {
  const t = useTranslations("common");
  return (
    <EmptyState
      isPage
      title={t("broke")}
      action={
        <Button look="primary" onClick={onRetry}>
          {t("tryAgain")}
        </Button>
      }
    >
      <p>{t("brokeText")}</p>
      {digest && (
        <p className="mt-2">
          {t("errorId")} <Copyable value={digest} />
        </p>
      )}
    </EmptyState>
  );
}
