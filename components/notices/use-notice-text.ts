import { useTranslations } from "next-intl";
import { moneyText } from "#components/ui/money-text.ts";
import type { NoticeDto } from "#lib/contracts/notices.ts";

/** A notice as a sentence in the reader's language. */
export function useNoticeText(): (notice: NoticeDto) => string {
  const t = useTranslations("notices.kind");
  return ({ kind, by, orderId, refund }) =>
    t(kind, {
      by,
      order: orderId ?? "",
      amount: refund ? moneyText(refund.amount, refund.currency) : "",
    });
}
