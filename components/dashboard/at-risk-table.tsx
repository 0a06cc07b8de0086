import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { ShareBar } from "#components/ui/charts/share-bar.tsx";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { AtRiskDto } from "#lib/contracts/dashboard.ts";

/** Asked for and open, by state, gateway and currency. Bars are of the number of refunds: currencies do not compare. */
export function AtRiskTable({ rows }: { readonly rows: readonly AtRiskDto[] }) {
  const t = useTranslations("dashboard.atRisk");
  const nameOf = useGatewayName();
  const most = Math.max(...rows.map((row) => row.refunds));
  return (
    <Table aria-label={t("title")}>
      <thead>
        <tr>
          <Th>{t("state")}</Th>
          <Th className="max-sm:hidden">{t("gateway")}</Th>
          <Th className="w-[30%] max-sm:hidden">
            <span className="sr-only">{t("share")}</span>
          </Th>
          <Th numeric className="max-sm:hidden">
            {t("refunds")}
          </Th>
          <Th numeric>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.state} ${row.gateway} ${row.currency}`}>
            <Td className="max-sm:py-2">
              <a href={`/refunds?state=${row.state}`} className="inline-block rounded hover:underline">
                <StateChip state={row.state} />
              </a>
              <span className="mt-0.5 block text-ink-soft text-xs sm:hidden">
                {nameOf(row.gateway)} · {t("refunds")}: {row.refunds}
              </span>
            </Td>
            <Td className="text-ink-soft max-sm:hidden">{nameOf(row.gateway)}</Td>
            <Td className="max-sm:hidden">
              <ShareBar id={`risk-${row.state}-${row.gateway}-${row.currency}`} values={[row.refunds]} of={most} />
            </Td>
            <Td numeric className="max-sm:hidden">
              {row.refunds}
            </Td>
            <Td numeric className="font-medium">
              <Money amount={row.amount} currency={row.currency} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
