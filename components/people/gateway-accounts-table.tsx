import { CirclePause, CirclePlay } from "lucide-react";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Chip } from "#components/ui/chip.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { GatewayAccountDto } from "#lib/contracts/gateway-account.ts";

export function GatewayAccountsTable({ accounts }: { readonly accounts: readonly GatewayAccountDto[] }) {
  const t = useTranslations("people.account");
  const places = useTranslations("people.place");
  const gatewayName = useGatewayName();
  return (
    <Table aria-label={places("gatewayAccounts")}>
      <thead>
        <tr>
          <Th>{t("account")}</Th>
          <Th>{t("sending")}</Th>
          <Th>{t("address")}</Th>
          <Th>{t("notifications")}</Th>
          <Th>{t("credentials")}</Th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id} className="align-top [&>td]:py-2">
            <Td className="whitespace-nowrap">
              <span className="font-medium">{gatewayName(account.gateway)}</span> · {account.label}
              <span className="block text-ink-faint text-xs">{account.environment}</span>
            </Td>
            <Td>
              {account.paused ? (
                <Paused {...account.paused} />
              ) : (
                <Chip tone="green" icon={<CirclePlay aria-hidden="true" />}>
                  {t("on")}
                </Chip>
              )}
            </Td>
            <Td className="break-all font-mono text-xs">{account.baseUrl}</Td>
            <Td className="text-xs">
              <Copyable value={account.notificationUrl} />
            </Td>
            <Td className="whitespace-nowrap text-ink-soft">
              {t("version", { version: account.credentialVersion })} ·{" "}
              <code className="font-mono text-xs">{account.credentialFingerprint}</code>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Paused({ at, by, why }: { readonly at: string; readonly by: string; readonly why: string }) {
  const t = useTranslations("people.account");
  return (
    <div className="grid gap-1">
      <Chip tone="amber" icon={<CirclePause aria-hidden="true" />}>
        {t("paused")}
      </Chip>
      <span className="text-ink-soft text-xs">
        <Time iso={at} style="short" /> · {by}
        {why && ` · ${why}`}
      </span>
    </div>
  );
}
