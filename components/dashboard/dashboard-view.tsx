import { useTranslations } from "next-intl";
import { Section } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import type { DashboardDto } from "#lib/contracts/dashboard.ts";
import { AtRiskTable } from "./at-risk-table.tsx";
import { DailyChart } from "./daily-chart.tsx";
import { GatewaysTable } from "./gateways-table.tsx";
import { NeedsMe } from "./needs-me.tsx";
import { PeriodChoice } from "./period-choice.tsx";
import { ProofTimes } from "./proof-times.tsx";
import { ReasonsTable } from "./reasons-table.tsx";

/** What needs this person first, then what is open, then how it went. Drawn by the server; nothing of it moves. */
export function DashboardView({ dashboard }: { readonly dashboard: DashboardDto }) {
  const t = useTranslations("dashboard");
  const { currency, days } = dashboard;
  return (
    <>
      <PageHeader
        title={t("title")}
        under={<span>{t.rich("asOf", { time: () => <Time iso={dashboard.asOf} /> })}</span>}
      />
      <div className="grid gap-4">
        <NeedsMe dashboard={dashboard} />
        <Section id="at-risk" title={t("atRisk.title")} flush>
          {dashboard.atRisk.length > 0 ? (
            <AtRiskTable rows={dashboard.atRisk} />
          ) : (
            <EmptyState title={t("atRisk.none")}>{t("atRisk.noneText")}</EmptyState>
          )}
        </Section>
        <PeriodChoice dashboard={dashboard} />
        {currency ? (
          <>
            <div className="grid gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <Section id="daily" title={t("daily.title", { currency, days })}>
                <DailyChart currency={currency} daily={dashboard.daily} gateways={dashboard.gateways} />
              </Section>
              <Section id="reasons" title={t("reasons.title")} flush>
                <ReasonsTable currency={currency} reasons={dashboard.reasons} />
              </Section>
            </div>
            <div className="grid gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <Section id="gateways" title={t("gateways.title")} flush>
                <GatewaysTable currency={currency} rows={dashboard.gateways} />
              </Section>
              <Section id="proof" title={t("proof.title")} flush>
                <ProofTimes rows={dashboard.proof} />
              </Section>
            </div>
          </>
        ) : (
          <Section id="daily" title={t("period.title")}>
            <EmptyState title={t("period.none")}>{t("period.noneText")}</EmptyState>
          </Section>
        )}
      </div>
    </>
  );
}
