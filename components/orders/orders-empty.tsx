import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { REFUND_STATES } from "#lib/domain/refund-state.ts";

/** Nothing here yet, or nothing that fits: two different things to say. */
export function OrdersEmpty({ q, state }: { readonly q: string | null; readonly state: string | null }) {
  const t = useTranslations("orders.empty");
  const words = useTranslations("state");
  if (!q && !state) return <EmptyState title={t("none")}>{t("noneText")}</EmptyState>;

  const known = REFUND_STATES.find((one) => one === state);
  const parts = [q && t("text", { text: q }), state && t("state", { state: known ? words(known) : state })].filter(
    (part) => part !== null && part !== "",
  );
  const what = parts.length > 1 ? t("and", { one: String(parts[0]), other: String(parts[1]) }) : String(parts[0]);
  return (
    <EmptyState title={t("nothing")} action={<ButtonLink href="/orders">{t("clear")}</ButtonLink>}>
      {t("nothingText", { what })}
    </EmptyState>
  );
}
