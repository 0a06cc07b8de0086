import { useLocale, useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { GatewayFiguresDto } from "#lib/contracts/dashboard.ts";

type GatewaysTableProps = { readonly currency: string; readonly rows: readonly GatewayFiguresDto[] };

/** Paid, refunded and what it cost, gateway by gateway. */
export function GatewaysTable({ currency, rows }: GatewaysTableProps) {
  const t = useTranslations("dashboard.gateways");
  const nameOf = useGatewayName();
  const percent = new Intl.NumberFormat(useLocale(), { style: "percent", maximumFractionDigits: 1 });
  return (
    <>
      <Table isPlain aria-label={t("title")}>
        <thead>
          <tr>
            <Th>{t("gateway")}</Th>
            <Th numeric>{t("paid")}</Th>
            <Th numeric>{t("refunds")}</Th>
            <Th numeric>{t("refunded")}</Th>
            <Th numeric>{t("rate")}</Th>
            <Th numeric>{t("cameBack")}</Th>
            <Th numeric>{t("fees")}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.gateway}>
              <Td className="font-medium">{nameOf(row.gateway)}</Td>
              <Td numeric>
                <Money amount={row.paid} currency={currency} quietZero />
              </Td>
              <Td numeric>{row.refunds}</Td>
              <Td numeric className="font-medium">
                <Money amount={row.refunded} currency={currency} quietZero />
              </Td>
              <Td numeric>{row.ratePermille === null ? "–" : percent.format(row.ratePermille / 1000)}</Td>
              <Td numeric>
                <Money amount={row.cameBack} currency={currency} quietZero />
              </Td>
              <Td
                numeric
                title={row.fees === null ? t("noFee") : t("feesOf", { told: row.feesOf, refunds: row.refunds })}
              >
                {row.fees === null ? "–" : <Money amount={row.fees} currency={currency} />}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="border-t px-4 py-2.5 text-ink-soft text-xs">{t("means")}</p>
    </>
  );
}
