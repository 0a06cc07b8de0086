import { useFormatter, useTranslations } from "next-intl";
import { Fact } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AccountHealthDto, BreakerDto } from "#lib/contracts/gateway-account.ts";

/** How the gateway has answered lately, as facts among the others. */
export function AccountHealth({ health }: { readonly health: AccountHealthDto }) {
  const t = useTranslations("people.account");
  const format = useFormatter();
  const { calls, failed, medianMs, pending, oldestPendingAt } = health;
  const rate = format.number(calls === 0 ? 0 : failed / calls, { style: "percent", maximumFractionDigits: 1 });
  return (
    <>
      {health.breaker && <OpenBreaker breaker={health.breaker} />}
      <Fact name={t("lastGood")}>{health.lastGoodAt ? <Time iso={health.lastGoodAt} /> : t("never")}</Fact>
      <Fact name={t("lastHour")}>
        {calls === 0 ? t("quiet") : t("calls", { calls, failed, rate })}
        {medianMs !== null && `, ${t("median", { ms: medianMs })}`}
      </Fact>
      <Fact name={t("pending")}>
        {oldestPendingAt ? (
          <>
            {t("pendingSince", { count: pending })} <Time iso={oldestPendingAt} />
          </>
        ) : (
          t("nothing")
        )}
      </Fact>
    </>
  );
}

function OpenBreaker({ breaker }: { readonly breaker: BreakerDto }) {
  const t = useTranslations("people.account.breaker");
  return (
    <>
      <Fact name={t("name")}>
        <Time iso={breaker.since} /> · {t(breaker.why)} · {t("failures", { count: breaker.failures })}
      </Fact>
      <Fact name={t("next")}>
        <Time iso={breaker.nextProbeAt} />
      </Fact>
    </>
  );
}
