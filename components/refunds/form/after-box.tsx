import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { minorOf, textOf } from "#components/ui/money-text.ts";
import type { RefundFormDto } from "#lib/contracts/views.ts";

type AfterBoxProps = {
  readonly refundable: string;
  readonly currency: string;
  readonly currencyDigits: number;
  readonly amount: string;
  /** Of every payment that gives something. */
  readonly approvals: readonly RefundFormDto["approvals"][];
  readonly undoWindowMs: number;
};

/** What would be true after this refund, before anything is asked for. */
export function AfterBox(box: AfterBoxProps) {
  const t = useTranslations("refundForm");
  const { refundable, currency, currencyDigits, amount } = box;
  const wish = minorOf(amount, currencyDigits);
  const left = minorOf(refundable, currencyDigits) ?? 0n;
  const after = left - (wish ?? 0n);
  return (
    <section aria-label={t("after")} aria-live="polite" className="grid gap-3 rounded-lg border bg-surface p-4 text-sm">
      <div className="grid gap-1.5">
        <Line label={t("balance")} amount={refundable} currency={currency} />
        <Line
          label={`− ${t("thisRefund")}`}
          amount={wish === null ? "0" : textOf(wish, currencyDigits)}
          currency={currency}
        />
        <div className="flex items-baseline justify-between gap-4 border-t border-t-ink pt-1.5 font-semibold">
          <span>{t("after")}</span>
          {after < 0n ? (
            <span className="text-red">{t("tooMuch")}</span>
          ) : (
            <Money amount={textOf(after, currencyDigits)} currency={currency} />
          )}
        </div>
      </div>
      {wish !== null && wish > 0n && after >= 0n && <Approvals box={box} wish={wish} />}
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

function Approvals({ box, wish }: { readonly box: AfterBoxProps; readonly wish: bigint }) {
  const t = useTranslations("refundForm");
  const count = Math.max(0, ...box.approvals.map((steps) => approvalsFor(steps, wish, box.currencyDigits)));
  return (
    <p className="text-ink-soft">
      {t("approvals", { count })}{" "}
      {count === 0 ? t("leavesAtOnce") : t("undo", { seconds: Math.round(box.undoWindowMs / 1000) })}
      {box.approvals.some(({ mayDiffer }) => mayDiffer) && <span className="block">{t("approvalsMayDiffer")}</span>}
    </p>
  );
}

/** The first rule that fits decides, as on the server, which decides anew. */
function approvalsFor(approvals: RefundFormDto["approvals"], wish: bigint, currencyDigits: number): number {
  const rule = approvals.upTo.find(({ amount }) => wish <= (minorOf(amount, currencyDigits) ?? 0n));
  return rule?.approvals ?? approvals.default;
}
