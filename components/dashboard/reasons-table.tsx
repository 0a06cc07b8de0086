import { useTranslations } from "next-intl";
import { ShareBar } from "#components/ui/charts/share-bar.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { ReasonDto } from "#lib/contracts/dashboard.ts";

type ReasonsTableProps = { readonly currency: string; readonly reasons: readonly ReasonDto[] };

/** Why money went back, the most frequent first. */
export function ReasonsTable({ currency, reasons }: ReasonsTableProps) {
  const t = useTranslations("dashboard.reasons");
  const most = Math.max(...reasons.map((row) => row.refunds), 0);
  if (reasons.length === 0) return <EmptyState title={t("none")} />;
  return (
    <Table isPlain aria-label={t("title")}>
      <thead>
        <tr>
          <Th>{t("reason")}</Th>
          <Th className="w-[18%] max-sm:hidden">
            <span className="sr-only">{t("share")}</span>
          </Th>
          <Th numeric>{t("refunds")}</Th>
          <Th numeric>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {reasons.map((row, index) => (
          <tr key={row.reason}>
            <Td className="max-w-[10rem] max-sm:max-w-[8.5rem]">
              <bdi className="block truncate" title={row.reason}>
                {row.reason}
              </bdi>
            </Td>
            <Td className="max-sm:hidden">
              <ShareBar id={`reason-${index}`} values={[row.refunds]} of={most} />
            </Td>
            <Td numeric>{row.refunds}</Td>
            <Td numeric>
              <Money amount={row.amount} currency={currency} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
