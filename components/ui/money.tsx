import { cx } from "./cx.ts";
import { moneyParts } from "./money-text.ts";

type MoneyProps = {
  readonly amount: string;
  readonly currency: string;
  readonly className?: string;
  readonly quietZero?: boolean;
};

/** An amount as it is written at home; the currency steps back, the figures stand. */
export function Money({ amount, currency, className, quietZero = false }: MoneyProps) {
  const { before, figures, after } = moneyParts(amount, currency);
  const isZero = quietZero && /^[0.]*$/.test(amount);
  return (
    <span className={cx("money", isZero && "text-ink-faint", className)}>
      {before && <i>{`${before} `}</i>}
      {figures}
      {after && <i>{` ${after}`}</i>}
    </span>
  );
}
