import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Button, LinkedButton } from "#components/ui/button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PaymentDto } from "#lib/contracts/order.ts";
import type { RefundDto } from "#lib/contracts/refund.ts";
import { BalanceBar } from "./balance-bar.tsx";
import { BalanceEquation } from "./balance-equation.tsx";
import { refundBlock } from "./balance-terms.ts";
import { CheckButton, type CheckPayment } from "./check-button.tsx";

type PaymentCardProps = {
  readonly payment: PaymentDto;
  readonly refunds: readonly RefundDto[];
  /** Where an order has several payments: which one this is. */
  readonly number: number | null;
  readonly mayRequest: boolean;
  readonly mayCheck: boolean;
  readonly checkPayment: CheckPayment;
};

/** One payment: what can still be given back of it, why, and the two things one can do about it. */
export function PaymentCard({ payment, refunds, number, mayRequest, mayCheck, checkPayment }: PaymentCardProps) {
  const t = useTranslations("order");
  const { currency, balance } = payment;
  const block = refundBlock(payment, mayRequest);
  const reasonId = `refund-off-${payment.id}`;
  return (
    <section
      aria-label={number === null ? t("balance") : t("balanceOf", { number })}
      className="rounded-lg border bg-surface"
    >
      <PaymentLine payment={payment} />
      <div className="grid gap-x-10 gap-y-6 px-5 py-5 md:grid-cols-[minmax(0,1fr)_minmax(16rem,22rem)]">
        <div className="grid content-start gap-4">
          <div>
            <p className="text-ink-soft text-sm">{t("term.refundable")}</p>
            <p className="font-semibold text-3xl">
              <Money amount={balance.refundable} currency={currency} />
            </p>
          </div>
          <BalanceBar balance={balance} />
          <div className="flex flex-wrap items-start gap-2">
            {block ? (
              <Button look="primary" disabled aria-describedby={reasonId}>
                {t("refundThis")}
              </Button>
            ) : (
              // Fetched ahead, so that the form stands there when it is asked for.
              <LinkedButton
                href={`/orders/${encodeURIComponent(payment.orderId)}/refund?payment=${payment.id}`}
                prefetch
                look="primary"
                data-hotkey="r"
              >
                {t("refundThis")}
              </LinkedButton>
            )}
            <CheckButton payment={payment} mayCheck={mayCheck} checkPayment={checkPayment} />
          </div>
          {block && (
            <p id={reasonId} className="text-ink-soft text-sm">
              {t(`blocked.${block}`)}
            </p>
          )}
        </div>
        <BalanceEquation payment={payment} refunds={refunds} />
      </div>
    </section>
  );
}

function PaymentLine({ payment }: { readonly payment: PaymentDto }) {
  const t = useTranslations("order");
  const gatewayName = useGatewayName();
  return (
    <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b px-5 py-2.5 text-sm">
      <span className="font-medium">
        {gatewayName(payment.gateway)} · {payment.method}
      </span>
      <span className="text-ink-soft">
        <Money amount={payment.amount} currency={payment.currency} />
      </span>
      {payment.paidAt && (
        <span className="text-ink-soft">
          <Time iso={payment.paidAt} />
        </span>
      )}
      {payment.status !== "succeeded" && (
        <Chip tone={payment.status === "failed" ? "red" : "amber"}>{t(`status.${payment.status}`)}</Chip>
      )}
      <span className="ml-auto text-ink-faint text-xs">
        {payment.checkedAt
          ? t.rich("checkedAt", { time: () => <Time iso={payment.checkedAt ?? ""} /> })
          : t("neverChecked")}
      </span>
    </header>
  );
}
