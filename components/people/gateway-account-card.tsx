import { CirclePause, CirclePlay } from "lucide-react";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Time } from "#components/ui/time.tsx";
import type { GatewayAccountDto } from "#lib/contracts/gateway-account.ts";

export function GatewayAccountCard({ account }: { readonly account: GatewayAccountDto }) {
  const t = useTranslations("people.account");
  const gatewayName = useGatewayName();
  return (
    <Section
      id={account.id}
      title={`${gatewayName(account.gateway)} · ${account.label}`}
      aside={<Sending isPaused={account.paused !== null} />}
    >
      <Facts>
        {account.paused && (
          <Fact name={t("paused")}>
            <Time iso={account.paused.at} /> · {account.paused.by}
            {account.paused.why && ` · ${account.paused.why}`}
          </Fact>
        )}
        <Fact name={t("environment")}>{account.environment}</Fact>
        <Fact name={t("address")}>
          <Copyable value={account.baseUrl} />
        </Fact>
        <Fact name={t("notifications")}>
          <Copyable value={account.notificationUrl} />
        </Fact>
        <Fact name={t("credentials")}>
          {t("version", { version: account.credentialVersion })} · {t("fingerprint")}{" "}
          <code className="font-mono">{account.credentialFingerprint}</code>
        </Fact>
      </Facts>
    </Section>
  );
}

function Sending({ isPaused }: { readonly isPaused: boolean }) {
  const t = useTranslations("people.account");
  const [tone, Icon] = isPaused ? (["amber", CirclePause] as const) : (["green", CirclePlay] as const);
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" />}>
      {isPaused ? t("paused") : t("on")}
    </Chip>
  );
}
