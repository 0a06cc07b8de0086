import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StateChip } from "#components/refunds/state-chip.tsx";
import type { Tone } from "#components/ui/chip.tsx";
import { cx } from "#components/ui/cx.ts";
import { Money } from "#components/ui/money.tsx";
import type { PaymentDto } from "#lib/contracts/order.ts";
import type { RefundDto } from "#lib/contracts/refund.ts";
import { BALANCE_TERMS, type BalanceTermName, wholeOf } from "./balance-terms.ts";

type Row = Pick<RefundDto, "id" | "reference" | "amount" | "state">;
type EquationProps = { readonly payment: PaymentDto; readonly refunds: readonly Row[] };

/** The refundable balance as a sum one can check: each term that is not nothing opens into its rows. */
export function BalanceEquation({ payment, refunds }: EquationProps) {
  const t = useTranslations("order");
  const { balance, currency } = payment;
  return (
    <div className="text-sm">
      <Line label={t("term.paid")} sign="" amount={balance.paid} currency={currency} />
      {BALANCE_TERMS.map(({ name, tone, states }) => {
        const rows = refunds.filter((refund) => states.includes(refund.state));
        const line = (
          <Line
            label={t(`term.${name}`)}
            sign="−"
            amount={balance[name]}
            currency={currency}
            tone={tone}
            isZero={wholeOf(balance[name]) === 0n}
          />
        );
        if (wholeOf(balance[name]) === 0n) return <div key={name}>{line}</div>;
        return (
          <details key={name} className="group/term">
            <summary className="list-none rounded-sm hover:bg-hover">{line}</summary>
            <div className="mt-0.5 mb-2 ml-[1.125rem] grid gap-1.5 border-l-2 py-1 pl-3 text-xs">
              <TermFacts name={name} payment={payment} />
              {rows.map((refund) => (
                <TermRow key={refund.id} refund={refund} currency={currency} />
              ))}
            </div>
          </details>
        );
      })}
      <div className="mt-1 flex items-baseline justify-between border-t border-t-ink pt-1.5 pl-[1.125rem] font-semibold">
        <span>
          <Sign>=</Sign>
          {t("term.refundable")}
        </span>
        <Money amount={balance.refundable} currency={currency} />
      </div>
    </div>
  );
}

type LineProps = {
  readonly label: string;
  readonly sign: string;
  readonly amount: string;
  readonly currency: string;
  readonly tone?: Tone;
  readonly isZero?: boolean;
};

function Line({ label, sign, amount, currency, tone, isZero = false }: LineProps) {
  return (
    <span className={cx("flex min-h-7 items-center justify-between gap-4", isZero && "text-ink-faint")}>
      <span className="flex min-w-0 items-center">
        {tone && !isZero ? (
          <ChevronRight
            className="mr-1 size-3.5 shrink-0 text-ink-faint transition-transform group-open/term:rotate-90"
            aria-hidden="true"
          />
        ) : (
          <span className="w-[1.125rem] shrink-0" />
        )}
        <Sign>{sign}</Sign>
        {label}
        {tone && !isZero && <span aria-hidden="true" className={cx("ml-2 size-2 shrink-0 rounded-[2px]", DOT[tone])} />}
      </span>
      <Money amount={amount} currency={currency} />
    </span>
  );
}

function Sign({ children }: { readonly children: ReactNode }) {
  return <span className="inline-block w-4 shrink-0 text-ink-faint">{children}</span>;
}

const DOT: Readonly<Record<Tone, string>> = {
  violet: "bg-violet",
  amber: "bg-amber",
  grey: "bg-grey",
  blue: "bg-blue",
  orange: "bg-orange",
  red: "bg-red",
  green: "bg-green",
  accent: "bg-accent",
};

function TermRow({ refund, currency }: { readonly refund: Row; readonly currency: string }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
      <Link
        href={`/refunds/${refund.id}`}
        prefetch={false}
        className="font-mono text-ink-soft underline decoration-line-strong underline-offset-2 hover:text-accent"
      >
        {refund.reference}
      </Link>
      <span className="flex items-center gap-2">
        <StateChip state={refund.state} />
        <Money amount={refund.amount} currency={currency} />
      </span>
    </div>
  );
}

/** Facts that are no refund of ours: what the gateway says, and why something is held back. */
function TermFacts({ name, payment }: { readonly name: BalanceTermName; readonly payment: PaymentDto }) {
  const t = useTranslations("order.termRows");
  if (name === "onHold")
    return <p className="text-ink-soft">{t("onHold", { why: payment.onHoldWhy ?? t("onHoldUnknown") })}</p>;
  if (name !== "refunded" || payment.ledgerRefunded === payment.gatewayRefunded) return null;
  return (
    <>
      <p className="text-ink-soft">{t("refunded")}</p>
      <Pair label={t("ledger")} amount={payment.ledgerRefunded} currency={payment.currency} />
      <Pair label={t("gateway")} amount={payment.gatewayRefunded} currency={payment.currency} />
    </>
  );
}

function Pair({
  label,
  amount,
  currency,
}: {
  readonly label: string;
  readonly amount: string;
  readonly currency: string;
}) {
  return (
    <p className="flex justify-between gap-4">
      <span className="text-ink-soft">{label}</span>
      <Money amount={amount} currency={currency} />
    </p>
  );
}
