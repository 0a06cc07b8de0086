import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { VietQr } from "#lib/domain/viet-qr.ts";
import { AccountNameField } from "./account-name-field.tsx";
import { AccountNumberField } from "./account-number-field.tsx";
import { BankField } from "./bank-field.tsx";
import type { FieldErrors } from "./use-field-errors.ts";
import { VietQrDrop } from "./viet-qr-drop.tsx";

type ReceiverFieldsProps = {
  readonly customerName: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
  readonly set: (name: string, value: string) => void;
};

/** Where the money goes when the payment cannot take it back the way it came. */
export function ReceiverFields({ customerName, values, errors, set }: ReceiverFieldsProps) {
  const t = useTranslations("refundForm");
  const bind = (name: string) => ({
    value: values[name] ?? "",
    onChange: (event: { target: { value: string } }) => set(name, event.target.value),
    autoComplete: "off",
    required: true,
  });
  const [bankRead, setBankRead] = useState("");
  const fillIn = ({ accountNumber, accountName, bank }: VietQr) => {
    set("receiver.accountNumber", accountNumber);
    if (accountName) set("receiver.accountName", accountName);
    set("receiver.swiftCode", bank?.swiftCode ?? "");
    setBankRead(bank?.shortName ?? "");
  };
  return (
    <fieldset className="grid gap-4 rounded-lg border bg-surface p-4">
      <legend className="sr-only">{t("receiver")}</legend>
      <div>
        <p className="font-semibold text-sm">{t("receiver")}</p>
        <p className="text-ink-soft text-sm">{t("receiverHint")}</p>
      </div>
      <VietQrDrop onRead={fillIn}>
        <AccountNameField
          accountName={values["receiver.accountName"] ?? ""}
          customerName={customerName}
          error={errors["receiver.accountName"]}
          onType={(value) => set("receiver.accountName", value)}
        />
        <AccountNumberField
          accountNumber={values["receiver.accountNumber"] ?? ""}
          swiftCode={values["receiver.swiftCode"] ?? ""}
          error={errors["receiver.accountNumber"]}
          onType={(value) => set("receiver.accountNumber", value)}
        />
        <BankField key={bankRead} chosen={bankRead} onChoose={(bank) => set("receiver.swiftCode", bank.swiftCode)} />
        <Field name="receiver.swiftCode" label={t("swiftCode")} error={errors["receiver.swiftCode"]}>
          {(control) => (
            <Input
              {...control}
              {...bind("receiver.swiftCode")}
              autoCapitalize="characters"
              spellCheck={false}
              className="font-mono uppercase"
            />
          )}
        </Field>
      </VietQrDrop>
    </fieldset>
  );
}
