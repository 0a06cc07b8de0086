import Link from "next/link";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AccountHealthDto, GatewayAccountDto } from "#lib/contracts/gateway-account.ts";
import { AccountSending } from "./account-sending.tsx";

type GatewayAccountsTableProps = {
  readonly accounts: readonly GatewayAccountDto[];
  readonly health: readonly AccountHealthDto[];
};

/** One line per account; what one can do with it is on its own page, so that fifty of them stay light. */
export function GatewayAccountsTable({ accounts, health }: GatewayAccountsTableProps) {
  const t = useTranslations("people.account");
  const title = useTranslations("people")("place.gatewayAccounts");
  const healthOf = new Map(health.map((one) => [one.gatewayAccountId, one]));
  return (
    <Table fits aria-label={title}>
      <thead>
        <tr>
          <Th>{t("form.label")}</Th>
          <Th>{t("sending")}</Th>
          <Th className="max-sm:hidden">{t("environment")}</Th>
          <Th className="max-lg:hidden">{t("lastGood")}</Th>
          <Th numeric className="max-lg:hidden">
            {t("pending")}
          </Th>
          <Th className="max-sm:hidden">{t("credentials")}</Th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} health={healthOf.get(account.id)} />
        ))}
      </tbody>
    </Table>
  );
}

type AccountRowProps = { readonly account: GatewayAccountDto; readonly health: AccountHealthDto | undefined };

function AccountRow({ account, health }: AccountRowProps) {
  const t = useTranslations("people.account");
  const gatewayName = useGatewayName();
  return (
    <tr className="hover:bg-hover">
      <Td className="wrap-anywhere max-sm:py-2 sm:min-w-48">
        <Link
          href={`/settings/gateway-accounts/${account.id}`}
          prefetch={false}
          className="font-medium underline-offset-2 hover:underline"
        >
          {gatewayName(account.gateway)} · {account.label}
        </Link>
        <span className="block text-ink-soft text-xs sm:hidden">{account.environment}</span>
      </Td>
      <Td>
        <AccountSending account={account} health={health} />
      </Td>
      <Td className="text-ink-soft max-sm:hidden">{account.environment}</Td>
      <Td className="whitespace-nowrap text-ink-soft max-lg:hidden">
        {health?.lastGoodAt ? <Time iso={health.lastGoodAt} /> : t("never")}
      </Td>
      <Td numeric className="max-lg:hidden">
        {health?.pending ?? 0}
      </Td>
      <Td className="whitespace-nowrap text-ink-soft max-sm:hidden">
        {t("version", { version: account.credentialVersion })}
      </Td>
    </tr>
  );
}
