import { getTimeZone, getTranslations } from "next-intl/server";
import { latestRefund, paidOf } from "#components/support/answer.ts";
import type { SentenceTexts } from "#components/support/sentences.tsx";
import { moneyText } from "#components/ui/money-text.ts";
import { timeText } from "#components/ui/time-text.ts";
import type { OrderDto } from "#lib/contracts/order.ts";
import { LOCALES, type Locale } from "#lib/i18n.ts";

/** What to tell the customer, in every language of the desk, whatever the operator reads. */
export async function customerSentences(order: OrderDto): Promise<SentenceTexts> {
  const zone = await getTimeZone();
  const texts = await Promise.all(
    LOCALES.map(async (locale) => [locale, await sentence(order, locale, zone)] as const),
  );
  return Object.fromEntries(texts) as Record<Locale, string>;
}

async function sentence(order: OrderDto, locale: Locale, zone: string): Promise<string> {
  const t = await getTranslations({ locale, namespace: "support.say" });
  const refund = latestRefund(order);
  if (!refund) return t("none", { orderId: order.orderId, paid: moneyText(paidOf(order), order.currency) });
  return t(refund.state, {
    orderId: order.orderId,
    amount: moneyText(refund.amount, refund.currency),
    date: timeText(refund.finalAt ?? refund.createdAt, "long", locale, zone),
    ref: refund.proof?.gatewayRef ?? "none",
  });
}
