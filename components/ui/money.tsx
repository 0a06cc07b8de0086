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
  return (
    <span className={cx("money", quietZero && isZero(amount) && "text-ink-faint", className)}>
      {moneyNodes(amount, currency)}
    </span>
  );
}

/** A lesser amount, with a cell of a long list to itself. */
export function MoneyCell({ amount, currency, className, quietZero = false }: MoneyProps) {
  const colour = quietZero && isZero(amount) ? "text-ink-faint" : "text-ink-soft";
  return <td className={cx("money text-right", colour, className)}>{moneyNodes(amount, currency)}</td>;
}

function isZero(amount: string): boolean {
  return /^[0.]*$/.test(amount);
}

function moneyNodes(amount: string, currency: string) {
  const { before, figures, after } = moneyParts(amount, currency);
  return (
    <>
      {before && <i>{`${before} `}</i>}
      {figures}
      {after && <i>{` ${after}`}</i>}
    </>
  );
}
