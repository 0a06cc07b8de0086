import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { compareNames } from "#lib/domain/account-name.ts";
import { withoutDiacritics } from "#lib/domain/text.ts";
import { NameMatch } from "../name-match.tsx";

type AccountNameFieldProps = {
  readonly accountName: string;
  readonly customerName: string;
  readonly error: string | undefined;
  readonly onType: (value: string) => void;
};

/** The name, what the bank will read, and how it compares with the customer's once it is typed. */
export function AccountNameField({ accountName, customerName, error, onType }: AccountNameFieldProps) {
  const t = useTranslations("refundForm");
  const [isTyping, setTyping] = useState(false);
  const printed = asBanksPrint(accountName);
  const match = isTyping ? null : compareNames(accountName, customerName);
  return (
    <Field
      name="receiver.accountName"
      label={t("accountName")}
      error={error}
      className="sm:col-span-2"
      hint={
        (match || printed !== accountName) && (
          <span aria-live="polite" className="grid gap-0.5">
            {printed !== accountName && <span>{t("accountNameShown", { name: printed })}</span>}
            {match && <NameMatch match={match} />}
            {match && match !== "same" && <span>{t("customerIs", { name: customerName })}</span>}
          </span>
        )
      }
    >
      {(control) => (
        <Input
          {...control}
          value={accountName}
          onChange={(event) => onType(event.target.value)}
          onFocus={() => setTyping(true)}
          onBlur={() => setTyping(false)}
          autoComplete="off"
          required
        />
      )}
    </Field>
  );
}

/** What the server will make of it (lib/domain/receiver.ts, whose schemas would bring a library to the browser). */
function asBanksPrint(name: string): string {
  return withoutDiacritics(name).toUpperCase().replace(/\s+/g, " ").trim();
}
