import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { minorOf, moneyText, textOf } from "#components/ui/money-text.ts";
import { AmountWords } from "./amount-words.tsx";

type AmountFieldProps = {
  /** What is left to refund. */
  readonly refundable: string;
  readonly currency: string;
  readonly currencyDigits: number;
  readonly typed: string;
  /** What was typed, as the server will read it. */
  readonly amount: string;
  readonly error: string | undefined;
  readonly onType: (value: string) => void;
  /** By a chip: the amount is settled. */
  readonly onChoose: (value: string) => void;
};

/** What is typed stays as it was typed; how it is read stands in the box beside the form and on the button. */
export function AmountField({
  refundable,
  currency,
  currencyDigits,
  typed,
  amount,
  error,
  onType,
  onChoose,
}: AmountFieldProps) {
  const t = useTranslations("refundForm");
  const left = minorOf(refundable, currencyDigits) ?? 0n;
  return (
    <div className="grid gap-2">
      <Field
        name="amount"
        label={t("amount")}
        hint={t("amountHint", { amount: moneyText(refundable, currency) })}
        error={error}
      >
        {(control) => (
          <div className="relative">
            <Input
              {...control}
              value={typed}
              onChange={(event) => onType(event.target.value)}
              inputMode={currencyDigits === 0 ? "numeric" : "decimal"}
              autoComplete="off"
              required
              className="figures h-14! pr-16 font-semibold text-2xl! tracking-tight"
            />
            <span
              aria-hidden="true"
              className="pointer-events-none absolute top-1/2 right-4 -translate-y-1/2 text-ink-faint text-lg"
            >
              {currency === "VND" ? "₫" : currency}
            </span>
          </div>
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          className={buttonClass({ size: "sm" })}
          onClick={() => onChoose(textOf(left, currencyDigits))}
        >
          {t("allLeft")}
        </button>
        <button
          type="button"
          className={buttonClass({ size: "sm" })}
          onClick={() => onChoose(textOf(left / 2n, currencyDigits))}
        >
          {t("half")}
        </button>
        <AmountWords amount={amount} currency={currency} digits={currencyDigits} />
      </div>
    </div>
  );
}
