import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { Fact, Facts, Section } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AccountHealthDto, AccountTestDto, GatewayAccountDto } from "#lib/contracts/gateway-account.ts";
import { AccountHealth } from "./account-health.tsx";
import { AccountSending } from "./account-sending.tsx";
import { AccountTest } from "./account-test.tsx";
import type { FormAction } from "./form-action.ts";
import { PauseAccount, type PauseAction } from "./pause-account.tsx";
import { useAccountWords } from "./use-account-words.ts";

type GatewayAccountCardProps = {
  readonly account: GatewayAccountDto;
  readonly health: AccountHealthDto | undefined;
  readonly actions: { readonly pause: PauseAction; readonly test: FormAction<AccountTestDto> };
};

export function GatewayAccountCard({ account, health, actions }: GatewayAccountCardProps) {
  const t = useTranslations("people.account");
  const gatewayName = useGatewayName();
  const { id, paused } = account;
  return (
    <Section
      id={id}
      title={`${gatewayName(account.gateway)} · ${account.label}`}
      aside={<AccountSending account={account} health={health} />}
    >
      <div className="grid gap-4">
        <div className="grid items-start gap-x-8 gap-y-2 xl:grid-cols-2">
          <Facts>
            {paused && (
              <Fact name={t("paused")}>
                <Time iso={paused.at} /> · {paused.by}
                {paused.why && ` · ${paused.why}`}
              </Fact>
            )}
            <Fact name={t("environment")}>{account.environment}</Fact>
            <Fact name={t("address")}>
              <Copyable value={account.baseUrl} />
            </Fact>
            <Fact name={t("notifications")}>
              <Copyable value={account.notificationUrl} />
            </Fact>
            {health && <AccountHealth health={health} />}
          </Facts>
          <Facts>
            <Credentials account={account} />
          </Facts>
        </div>
        <div className="flex flex-wrap items-start gap-2 border-t pt-4">
          <ButtonLink href={`/settings/gateway-accounts/${id}/change`} prefetch={false}>
            {t("edit")}
          </ButtonLink>
          <PauseAccount
            key={String(paused !== null)}
            action={actions.pause}
            gatewayAccountId={id}
            isPaused={paused !== null}
          />
        </div>
        <div className="border-t pt-4">
          <AccountTest action={actions.test} gatewayAccountId={id} />
        </div>
      </div>
    </Section>
  );
}

function Credentials({ account }: { readonly account: GatewayAccountDto }) {
  const t = useTranslations("people.account");
  const words = useAccountWords();
  return (
    <>
      <Fact name={t("credentials")}>
        {t("version", { version: account.credentialVersion })} · {t("fingerprint")}{" "}
        <code className="font-mono">{account.credentialFingerprint}</code>
      </Fact>
      {Object.entries(account.credentialHints).map(([name, hint]) => (
        <Fact key={name} name={words.label(name)}>
          <code className="font-mono">{hint}</code>
        </Fact>
      ))}
      {account.verifying.length > 0 && (
        <Fact name={t("verifying")}>
          {account.verifying.map(({ version, until }) => (
            <span key={version} className="block">
              {t("verifyingUntil", { version })} <Time iso={until} />
            </span>
          ))}
        </Fact>
      )}
    </>
  );
}
