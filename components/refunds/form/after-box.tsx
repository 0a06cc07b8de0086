import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { minorOf, textOf } from "#components/ui/money-text.ts";
import type { RefundFormDto } from "#lib/contracts/views.ts";

/** What would be true after this refund, before anything is asked for. */
export function AfterBox({ form, amount }: { readonly form: RefundFormDto; readonly amount: string }) {
  const t = useTranslations("refundForm");
  const { payment, currencyDigits } = form;
  const wish = minorOf(amount, currencyDigits);
  const left = minorOf(payment.balance.refundable, currencyDigits) ?? 0n;
  const after = left - (wish ?? 0n);
  return (
    <section aria-label={t("after")} aria-live="polite" className="grid gap-3 rounded-lg border bg-surface p-4 text-sm">
      <div className="grid gap-1.5">
        <Line label={t("balance")} amount={payment.balance.refundable} currency={payment.currency} />
        <Line
          label={`− ${t("thisRefund")}`}
          amount={wish === null ? "0" : textOf(wish, currencyDigits)}
          currency={payment.currency}
        />
        <div className="flex items-baseline justify-between gap-4 border-t border-t-ink pt-1.5 font-semibold">
          <span>{t("after")}</span>
          {after < 0n ? (
            <span className="text-red">{t("tooMuch")}</span>
          ) : (
            <Money amount={textOf(after, currencyDigits)} currency={payment.currency} />
          )}
        </div>
      </div>
      {wish !== null && wish > 0n && after >= 0n && <Approvals form={form} wish={wish} />}
    </section>
  );
}

function Line({
  label,
  amount,
  currency,
}: {
  readonly label: string;
  readonly amount: string;
  readonly currency: string;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 text-ink-soft">
      <span>{label}</span>
      <Money amount={amount} currency={currency} />
    </div>
  );
}

function Approvals({ form, wish }: { readonly form: RefundFormDto; readonly wish: bigint }) {
  const t = useTranslations("refundForm");
  const count = approvalsFor(form, wish);
  return (
    <p className="text-ink-soft">
      {t("approvals", { count })}{" "}
      {count === 0 ? t("leavesAtOnce") : t("undo", { seconds: Math.round(form.undoWindowMs / 1000) })}
      {form.approvals.mayDiffer && <span className="block">{t("approvalsMayDiffer")}</span>}
    </p>
  );
}

/** The first rule that fits decides, as on the server, which decides anew. */
function approvalsFor({ approvals, currencyDigits }: RefundFormDto, wish: bigint): number {
  const rule = approvals.upTo.find(({ amount }) => wish <= (minorOf(amount, currencyDigits) ?? 0n));
  return rule?.approvals ?? approvals.default;
}
