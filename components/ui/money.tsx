import { cx } from "./cx.ts";
import { moneyParts, moneyText } from "./money-text.ts";

/** An amount as it is written at home; the currency steps back, the figures stand. */
export function Money({
  amount,
  currency,
  className,
  quietZero = false,
}: {
  readonly amount: string;
  readonly currency: string;
  readonly className?: string;
  readonly quietZero?: boolean;
}) {
  const { before, figures, after } = moneyParts(amount, currency);
  const isZero = quietZero && /^[0.]*$/.test(amount);
  return (
    <span className={cx("figures", isZero && "text-ink-faint", className)}>
      {before && <span className="font-normal text-[0.8em] text-ink-faint">{before} </span>}
      {figures}
      {after && <span className="font-normal text-[0.86em] text-ink-faint"> {after}</span>}
    </span>
  );
}

export { moneyText };
