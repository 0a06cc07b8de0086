import { useTranslations } from "next-intl";
import { BALANCE_TERMS, wholeOf } from "#components/orders/balance-terms.ts";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { cx } from "#components/ui/cx.ts";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PaymentDto } from "#lib/contracts/order.ts";
import { Exact } from "./exact.tsx";

/** What was paid, and the sum by which the rest of it can be refunded. */
export function PaymentEvidence({ payment }: { readonly payment: PaymentDto }) {
  const t = useTranslations("evidence");
  const words = useTranslations("order");
  const gatewayName = useGatewayName();
  const { balance, currency } = payment;
  const terms = BALANCE_TERMS.filter(({ name }) => wholeOf(balance[name]) !== 0n);
  return (
    <Section id={`payment-${payment.id}`} title={t("payment", { gateway: gatewayName(payment.gateway) })}>
      <div className="grid gap-x-10 gap-y-4 sm:grid-cols-2">
        <Facts className="content-start">
          <Fact name={t("method")}>{payment.method}</Fact>
          <Fact name={words("account")}>{payment.gatewayAccountLabel}</Fact>
          {payment.gatewayTransactionRef && (
            <Fact name={words("transactionRef")}>
              <Exact>{payment.gatewayTransactionRef}</Exact>
            </Fact>
          )}
          {payment.gatewayPaymentRef && (
            <Fact name={words("paymentRef")}>
              <Exact>{payment.gatewayPaymentRef}</Exact>
            </Fact>
          )}
          {payment.paidAt && (
            <Fact name={t("paidAt")}>
              <Time iso={payment.paidAt} />
            </Fact>
          )}
        </Facts>
        <dl className="grid content-start gap-y-1 text-sm">
          <Term name={words("term.paid")} amount={balance.paid} currency={currency} />
          {terms.map(({ name }) => (
            <Term key={name} name={`− ${words(`term.${name}`)}`} amount={balance[name]} currency={currency} />
          ))}
          <Term name={`= ${words("term.refundable")}`} amount={balance.refundable} currency={currency} isSum />
        </dl>
      </div>
    </Section>
  );
}

type TermProps = {
  readonly name: string;
  readonly amount: string;
  readonly currency: string;
  readonly isSum?: boolean;
};

function Term({ name, amount, currency, isSum = false }: TermProps) {
  return (
    <div className={cx("flex justify-between gap-4", isSum && "mt-1 border-t border-t-ink pt-1.5 font-semibold")}>
      <dt>{name}</dt>
      <dd>
        <Money amount={amount} currency={currency} />
      </dd>
    </div>
  );
}
