import { useLocale, useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FILTERS } from "#lib/contracts/filter-names.ts";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";

/** Nothing here yet, or nothing that fits: two different things to say. */
export function OrdersEmpty({ search }: { readonly search: string }) {
  const t = useTranslations("orders.empty");
  const words = useTranslations("state");
  const locale = useLocale();
  const params = new URLSearchParams(search);
  const [q, state] = [params.get("q"), params.get("state")];
  const known = REFUND_STATES.find((one) => one === state);
  const parts = [
    q && t("text", { text: q }),
    state && t("state", { state: known ? words(known) : state }),
    FILTERS.orders.some((name) => name !== "state" && params.has(name)) && t("filters"),
  ].filter((part) => typeof part === "string" && part !== "");
  if (parts.length === 0) return <EmptyState title={t("none")}>{t("noneText")}</EmptyState>;

  const what = new Intl.ListFormat(locale).format(parts.map(String));
  return (
    <EmptyState title={t("nothing")} action={<ButtonLink href="/orders">{t("clear")}</ButtonLink>}>
      {t("nothingText", { what })}
    </EmptyState>
  );
}
