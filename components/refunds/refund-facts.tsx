import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RefundViewDto } from "#lib/contracts/views.ts";
import { useGatewayName } from "./gateway-name.ts";
import { NameMatch } from "./name-match.tsx";

/** What was asked for and what it belongs to, beside the refund's story. */
export function RefundFacts({ view: { refund, order, payment } }: { readonly view: RefundViewDto }) {
  const t = useTranslations("refund");
  const gatewayName = useGatewayName();
  return (
    <aside className="grid gap-5 md:max-xl:grid-cols-2">
      <Section id="facts" title={t("request")}>
        <Facts>
          <Fact name={t("reason")}>
            <bdi>{refund.reason}</bdi>
          </Fact>
          {refund.gatewayReason !== refund.reason && (
            <Fact name={t("gatewayReason")}>
              <bdi>{refund.gatewayReason}</bdi>
            </Fact>
          )}
          {refund.note && (
            <Fact name={t("note")}>
              <bdi className="whitespace-pre-wrap">{refund.note}</bdi>
            </Fact>
          )}
          {refund.receiver && (
            <Fact name={t("receiver")}>
              <span className="block">{refund.receiver.accountName}</span>
              <span className="figures block font-mono text-[0.93em]">{refund.receiver.accountNumber}</span>
              <span className="block font-mono text-[0.93em] text-ink-soft">{refund.receiver.swiftCode}</span>
              {refund.receiver.nameMatch && <NameMatch match={refund.receiver.nameMatch} />}
            </Fact>
          )}
          <Fact name={t("requested")}>
            <Time iso={refund.createdAt} />
          </Fact>
          {refund.finalAt && (
            <Fact name={t("final")}>
              <Time iso={refund.finalAt} />
            </Fact>
          )}
        </Facts>
      </Section>
      <Section id="belongs" title={t("order")}>
        <Facts>
          <Fact name={t("order")}>
            <Link
              href={`/orders/${encodeURIComponent(order.orderId)}`}
              prefetch={false}
              className="break-all font-mono text-[0.93em] text-accent hover:underline"
            >
              {order.orderId}
            </Link>
          </Fact>
          <Fact name={t("customer")}>{order.customer.name}</Fact>
          <Fact name={t("payment")}>
            {gatewayName(payment.gateway)} · {payment.method}
          </Fact>
          <Fact name={t("paid")}>
            <Money amount={payment.amount} currency={payment.currency} />
          </Fact>
          <Fact name={t("stillRefundable")}>
            <Money amount={payment.balance.refundable} currency={payment.currency} />
          </Fact>
          {payment.gatewayPaymentRef && (
            <Fact name={t("paymentRef")}>
              <Copyable value={payment.gatewayPaymentRef} />
            </Fact>
          )}
        </Facts>
      </Section>
    </aside>
  );
}
