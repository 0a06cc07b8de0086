import { useTranslations } from "next-intl";
import { moneyText } from "#components/ui/money-text.ts";
import type { RefundViewDto } from "#lib/contracts/views.ts";

/** What a decision is about, in words: the refund's amount, or the sum of what is decided with it. */
export function useDecidedAmount({ refund, group }: RefundViewDto): string {
  const t = useTranslations("refund.group");
  const amount = moneyText(group?.amount ?? refund.amount, refund.currency);
  return group && group.count > 1 ? t("amount", { amount, count: group.count }) : amount;
}
