import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { doubtAccount } from "#lib/domain/account-number.ts";

type AccountNumberFieldProps = {
  readonly accountNumber: string;
  readonly swiftCode: string;
  readonly error: string | undefined;
  readonly onType: (value: string) => void;
};

/** The number, and a doubt about it once it is typed. A doubt stops nobody. */
export function AccountNumberField({ accountNumber, swiftCode, error, onType }: AccountNumberFieldProps) {
  const t = useTranslations("refundForm");
  const [isTyping, setTyping] = useState(false);
  const doubt = useDoubt(accountNumber, swiftCode);
  return (
    <Field
      name="receiver.accountNumber"
      label={t("accountNumber")}
      error={error}
      className="sm:col-span-2"
      hint={
        doubt !== null && !isTyping ? (
          <span aria-live="polite" className="font-medium text-amber text-sm">
            {doubt}
          </span>
        ) : undefined
      }
    >
      {(control) => (
        <Input
          {...control}
          value={accountNumber}
          onChange={(event) => onType(event.target.value)}
          onFocus={() => setTyping(true)}
          onBlur={() => setTyping(false)}
          autoComplete="off"
          required
          inputMode="numeric"
          className="figures font-mono"
        />
      )}
    </Field>
  );
}

function useDoubt(accountNumber: string, swiftCode: string): string | null {
  const t = useTranslations("refundForm");
  const locale = useLocale();
  const doubt = doubtAccount({ accountNumber, swiftCode });
  if (doubt === null) return null;
  if (doubt.kind === "card_number") return t("accountIsCard");
  const digits = new Intl.ListFormat(locale, { type: "disjunction" }).format(doubt.usual.map(String));
  return t("accountLength", { bank: doubt.bank, digits, count: accountNumber.replace(/\D/g, "").length });
}
