import Link from "next/link";
import { useTranslations } from "next-intl";
import { splitCurrencies } from "#components/orders/balance-terms.ts";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { cx } from "#components/ui/cx.ts";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PaymentDto } from "#lib/contracts/order.ts";

/** Which payment of the order, or several together; each is an address, because the fields that are asked differ. */
export function PaymentChoice({
  payments,
  chosen,
}: {
  readonly payments: readonly PaymentDto[];
  /** A payment's ID, or the currency whose payments give together. */
  readonly chosen: string;
}) {
  const t = useTranslations("refundForm");
  const gatewayName = useGatewayName();
  return (
    <nav aria-label={t("choosePayment")} className="mb-6 grid max-w-4xl gap-2 sm:grid-cols-2">
      {payments.map((payment) => (
        <Link
          key={payment.id}
          href={`/orders/${encodeURIComponent(payment.orderId)}/refund?payment=${payment.id}`}
          replace
          prefetch={false}
          aria-current={payment.id === chosen ? "true" : undefined}
          className={cx(
            "flex justify-between gap-4 rounded-lg border bg-surface px-4 py-3 text-sm",
            payment.id === chosen ? "border-accent ring-1 ring-accent" : "hover:border-line-strong",
          )}
        >
          <span className="grid">
            <span className="font-medium">
              {gatewayName(payment.gateway)} · {payment.method}
            </span>
            {payment.paidAt && <Time iso={payment.paidAt} className="text-ink-faint text-xs" />}
          </span>
          <span className="grid justify-items-end">
            <Money amount={payment.balance.refundable} currency={payment.currency} className="font-semibold" />
            <span className="text-ink-faint text-xs">{t("availableWord")}</span>
          </span>
        </Link>
      ))}
      {splitCurrencies(payments).map((currency) => (
        <Link
          key={currency}
          href={`/orders/${encodeURIComponent(payments[0]?.orderId ?? "")}/refund?together=${currency}`}
          replace
          prefetch={false}
          aria-current={currency === chosen ? "true" : undefined}
          className={cx(
            "grid rounded-lg border bg-surface px-4 py-3 text-sm",
            currency === chosen ? "border-accent ring-1 ring-accent" : "hover:border-line-strong",
          )}
        >
          <span className="font-medium">{t("split.choose")}</span>
          <span className="text-ink-faint text-xs">{t("split.chooseHint", { currency })}</span>
        </Link>
      ))}
    </nav>
  );
}
