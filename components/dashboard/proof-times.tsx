import { useLocale, useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { SeriesPatterns } from "#components/ui/charts/series-look.tsx";
import { ShareBar } from "#components/ui/charts/share-bar.tsx";
import { durationText } from "#components/ui/duration-text.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { ProofTimeDto } from "#lib/contracts/dashboard.ts";

/** How long a refund takes as a rule: until we sent it, and from there until the gateway proved it. */
export function ProofTimes({ rows }: { readonly rows: readonly ProofTimeDto[] }) {
  const t = useTranslations("dashboard.proof");
  const locale = useLocale();
  const nameOf = useGatewayName();
  if (rows.length === 0) return <EmptyState title={t("none")}>{t("means")}</EmptyState>;
  return (
    <>
      <Table isPlain aria-label={t("title")}>
        <thead>
          <tr>
            <Th>{t("gateway")}</Th>
            <Th className="w-[36%] max-sm:hidden">
              <span className="sr-only">{t("share")}</span>
            </Th>
            <Th numeric>
              <Key index={0} />
              {t("ours")}
            </Th>
            <Th numeric>
              <Key index={1} />
              {t("theirs")}
            </Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.gateway} title={t("of", { refunds: row.refunds })}>
              <Td className="font-medium">{nameOf(row.gateway)}</Td>
              <Td className="max-sm:hidden">
                <ShareBar id={`proof-${row.gateway}`} values={[row.oursS, row.theirsS]} of={row.oursS + row.theirsS} />
              </Td>
              <Td numeric>{durationText(row.oursS, locale)}</Td>
              <Td numeric>{durationText(row.theirsS, locale)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="border-t px-4 py-2.5 text-ink-soft text-xs">{t("means")}</p>
    </>
  );
}

function Key({ index }: { readonly index: number }) {
  const id = `proof-key-${index}`;
  return (
    <svg width="10" height="10" aria-hidden="true" className="mr-1.5 inline-block rounded-sm">
      <SeriesPatterns id={id} count={index + 1} />
      <rect width="10" height="10" fill={`url(#${id}-${index})`} />
    </svg>
  );
}
