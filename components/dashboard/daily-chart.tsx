import { useLocale, useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { StackedDays } from "#components/ui/charts/stacked-days.tsx";
import { Money } from "#components/ui/money.tsx";
import { moneyText } from "#components/ui/money-text.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { dayText } from "#components/ui/time-text.ts";
import type { DayDto, GatewayFiguresDto } from "#lib/contracts/dashboard.ts";

type DailyChartProps = {
  readonly currency: string;
  readonly daily: readonly DayDto[];
  readonly gateways: readonly GatewayFiguresDto[];
};

/** Refunded per day and gateway, as a picture and as a table. */
export function DailyChart({ currency, daily, gateways }: DailyChartProps) {
  const t = useTranslations("dashboard.daily");
  const locale = useLocale();
  const nameOf = useGatewayName();
  const names = gateways.map((row) => row.gateway);
  const amountOf = (day: DayDto, gateway: string) => day.refunded.find((row) => row.gateway === gateway)?.amount ?? "0";
  const label = (day: string) => dayText(day, locale);
  const highest = daily.reduce((top, day) => (Number(day.total) > Number(top) ? day.total : top), "0");
  const days = daily.map((day) => ({
    day: day.day,
    title: [
      label(day.day),
      ...day.refunded.map((row) => `${nameOf(row.gateway)} ${moneyText(row.amount, currency)}`),
    ].join("\n"),
    values: names.map((gateway) => Number(amountOf(day, gateway))),
  }));
  return (
    <>
      <StackedDays
        id="daily-refunded"
        label={t("picture")}
        series={names.map(nameOf)}
        days={days}
        top={t("highest", { amount: moneyText(highest, currency) })}
        ends={[label(daily[0]?.day ?? ""), label(daily.at(-1)?.day ?? "")]}
      />
      <details className="mt-3 text-sm">
        <summary className="w-fit rounded-sm font-medium text-ink-soft hover:text-ink">{t("asTable")}</summary>
        <div className="scroll-slim mt-2 max-h-80 overflow-y-auto rounded border">
          <Table isPlain aria-label={t("picture")}>
            <thead>
              <tr>
                <Th>{t("day")}</Th>
                {names.map((gateway) => (
                  <Th key={gateway} numeric>
                    {nameOf(gateway)}
                  </Th>
                ))}
                <Th numeric>{t("total")}</Th>
              </tr>
            </thead>
            <tbody>
              {daily.toReversed().map((day) => (
                <tr key={day.day}>
                  <Td className="whitespace-nowrap">{label(day.day)}</Td>
                  {names.map((gateway) => (
                    <Td key={gateway} numeric>
                      <Money amount={amountOf(day, gateway)} currency={currency} quietZero />
                    </Td>
                  ))}
                  <Td numeric className="font-medium">
                    <Money amount={day.total} currency={currency} quietZero />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </details>
    </>
  );
}
