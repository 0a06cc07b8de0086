import { useLocale, useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { moneyText } from "#components/ui/money-text.ts";
import { dayText } from "#components/ui/time-text.ts";
import type { FilterName } from "#lib/contracts/filter-names.ts";

export type FilterValues = Readonly<Partial<Record<FilterName, string | undefined>>>;

/** What a filter says, in words: `At least 100.000 ₫`. `names` are those of people, by their IDs. */
export function useFilterText(names: Readonly<Record<string, string>>) {
  const t = useTranslations("filters.says");
  const words = useTranslations("state");
  const locale = useLocale();
  const gatewayName = useGatewayName();
  return (name: FilterName, value: string, { currency = "" }: FilterValues): string => {
    switch (name) {
      case "state":
        return t("state", { value: words.has(value as "failed") ? words(value as "failed") : value });
      case "refunded":
        return t("refunded");
      case "gateway":
        return gatewayName(value);
      case "method":
      case "currency":
        return value;
      case "from":
      case "to":
        return t(name, { value: dayText(value, locale, "numeric") });
      case "min":
      case "max":
        return t(name, { value: moneyText(value, currency) });
      case "age":
        return t.has(`age.${value}` as "age.1h") ? t(`age.${value}` as "age.1h") : value;
      case "reason":
        return t("reason", { value });
      case "by":
      case "approver":
        return t(name, { value: names[value] ?? "…" });
    }
  };
}
