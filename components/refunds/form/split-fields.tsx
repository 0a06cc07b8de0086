import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Money } from "#components/ui/money.tsx";
import { minorOf, moneyText, strictAmount, textOf } from "#components/ui/money-text.ts";
import { Time } from "#components/ui/time.tsx";
import type { GroupFormDto } from "#lib/contracts/views.ts";
import type { FieldErrors } from "./use-field-errors.ts";

type SplitFieldsProps = {
  readonly form: GroupFormDto;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
  readonly set: (name: string, value: string) => void;
  readonly onSuggest: () => void;
};

/** What each payment gives: a field beside what it has, and the sum as it is typed. */
export function SplitFields({ form, values, errors, set, onSuggest }: SplitFieldsProps) {
  const t = useTranslations("refundForm.split");
  const { parts, currency, currencyDigits } = form;
  const minor = (text: string) => minorOf(strictAmount(text, currencyDigits), currencyDigits);
  const sum = parts.reduce((all, { payment }) => all + (minor(values[`part.${payment.id}`] ?? "") ?? 0n), 0n);
  const wanted = minor(values.amount ?? "") ?? 0n;
  return (
    <fieldset className="grid gap-3 rounded-lg border bg-surface p-4">
      <legend className="sr-only">{t("title")}</legend>
      <div>
        <p className="font-semibold text-sm">{t("title")}</p>
        <p className="text-ink-soft text-sm">{t("rule")}</p>
      </div>
      <ul className="grid">
        {parts.map(({ payment }) => {
          const name = `part.${payment.id}`;
          const typed = minor(values[name] ?? "");
          const left = minor(payment.balance.refundable) ?? 0n;
          const error = errors[name] ?? (typed !== null && typed > left ? t("tooMuch") : undefined);
          return (
            <Part
              key={payment.id}
              payment={payment}
              value={values[name] ?? ""}
              inputMode={currencyDigits === 0 ? "numeric" : "decimal"}
              error={error}
              onType={(value) => set(name, value)}
            />
          );
        })}
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-t-ink pt-3 text-sm">
        <output aria-live="polite" className="flex flex-wrap items-baseline gap-x-2">
          <span>{t("sum")}</span>
          <Money amount={textOf(sum, currencyDigits)} currency={currency} className="font-semibold" />
          {sum !== wanted && (
            <span className="text-red">
              {t(sum < wanted ? "missing" : "beyond", {
                amount: moneyText(textOf(sum < wanted ? wanted - sum : sum - wanted, currencyDigits), currency),
              })}
            </span>
          )}
        </output>
        <Button size="sm" onClick={onSuggest}>
          {t("suggest")}
        </Button>
      </div>
    </fieldset>
  );
}

type PartProps = {
  readonly payment: GroupFormDto["parts"][number]["payment"];
  readonly value: string;
  readonly inputMode: "numeric" | "decimal";
  readonly error: string | undefined;
  readonly onType: (value: string) => void;
};

function Part({ payment, value, inputMode, error, onType }: PartProps) {
  const t = useTranslations("refundForm.split");
  const gatewayName = useGatewayName();
  const id = `field-part.${payment.id}`;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t py-2.5 first:border-t-0">
      <label htmlFor={id} className="grid text-sm">
        <span className="font-medium">
          {gatewayName(payment.gateway)} · {payment.method}
        </span>
        <span className="text-ink-soft text-xs">
          {payment.paidAt && (
            <>
              <Time iso={payment.paidAt} />
              {" · "}
            </>
          )}
          {t("atMost", { amount: moneyText(payment.balance.refundable, payment.currency) })}
        </span>
      </label>
      <Input
        id={id}
        name={`part.${payment.id}`}
        value={value}
        onChange={(event) => onType(event.target.value)}
        inputMode={inputMode}
        autoComplete="off"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className="figures max-w-44 text-right font-semibold max-sm:max-w-none"
      />
      {error && (
        <p id={`${id}-error`} className="basis-full text-right font-medium text-red text-sm">
          {error}
        </p>
      )}
    </li>
  );
}
