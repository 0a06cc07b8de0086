import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import type { ComparableAccount } from "#lib/contracts/reconciliation.ts";

type AccountSelectProps = {
  readonly id: string;
  readonly accounts: readonly ComparableAccount[];
  /** Where one need not choose. */
  readonly first?: ReactNode;
};

export function AccountSelect({ id, accounts, first }: AccountSelectProps) {
  const t = useTranslations("people.reconciliation");
  const gatewayName = useGatewayName();
  return (
    <Field id={id} name="gatewayAccountId" label={t("account")}>
      {(control) => (
        <Select {...control}>
          {first}
          {accounts.map((account) => (
            <option key={account.id} value={account.id}>
              {gatewayName(account.gateway)} · {account.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
