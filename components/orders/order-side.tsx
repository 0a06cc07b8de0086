import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Money } from "#components/ui/money.tsx";
import type { OrderDto, PaymentDto } from "#lib/contracts/order.ts";

export function CustomerCard({ customer }: Pick<OrderDto, "customer">) {
  const t = useTranslations("order");
  return (
    <Section id="customer" title={t("customer")}>
      <Facts>
        <Fact name={t("name")}>{customer.name}</Fact>
        {customer.email && (
          <Fact name={t("email")}>
            <span className="[overflow-wrap:anywhere]">{customer.email}</span>
          </Fact>
        )}
        {customer.phone && (
          <Fact name={t("phone")}>
            <span className="figures">{customer.phone}</span>
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

export function LinesCard({ lines, currency, shopUrl }: Pick<OrderDto, "lines" | "currency" | "shopUrl">) {
  const t = useTranslations("order");
  return (
    <Section id="lines" title={t("lines")}>
      {lines.length === 0 ? (
        <p className="text-ink-soft text-sm">{t("noLines")}</p>
      ) : (
        <ul className="grid gap-1.5 text-sm">
          {lines.map((line) => (
            <li key={`${line.name} ${line.quantity} ${line.amount}`} className="flex justify-between gap-4">
              <span className="min-w-0 break-words">
                {line.quantity > 1 && <span className="figures text-ink-faint">{line.quantity} × </span>}
                {line.name}
              </span>
              {line.amount && <Money amount={line.amount} currency={currency} className="text-ink-soft" />}
            </li>
          ))}
        </ul>
      )}
      {shopUrl && (
        <a
          href={shopUrl}
          target="_blank"
          rel="noreferrer"
          className="mt-3 inline-flex items-center gap-1.5 font-medium text-accent text-sm hover:underline"
        >
          {t("shop")}
          <ExternalLink className="size-3.5" aria-hidden="true" />
        </a>
      )}
    </Section>
  );
}

/** What staff read out to a gateway's support. */
export function ReferencesCard({ payments }: { readonly payments: readonly PaymentDto[] }) {
  const t = useTranslations("order");
  const gatewayName = useGatewayName();
  if (payments.length === 0) return null;
  return (
    <Section id="references" title={t("gatewayRefs")}>
      <div className="grid gap-4">
        {payments.map((payment) => (
          <Facts key={payment.id}>
            <Fact name={t("account")}>
              {gatewayName(payment.gateway)} <span className="text-ink-soft">({payment.gatewayAccountLabel})</span>
            </Fact>
            {payment.gatewayTransactionRef && (
              <Fact name={t("transactionRef")}>
                <Copyable value={payment.gatewayTransactionRef} />
              </Fact>
            )}
            {payment.gatewayPaymentRef && (
              <Fact name={t("paymentRef")}>
                <Copyable value={payment.gatewayPaymentRef} />
              </Fact>
            )}
          </Facts>
        ))}
      </div>
    </Section>
  );
}
