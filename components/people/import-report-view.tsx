"use client";

import { useTranslations } from "next-intl";
import { Chip } from "#components/ui/chip.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { ImportOutcome, ImportReport } from "#lib/contracts/order-csv.ts";

const TONES = { created: "green", updated: "blue", unchanged: "grey", refused: "red" } as const satisfies Record<
  ImportOutcome,
  string
>;
/** Enough to see what is wrong with a file; the counts are of all of it. */
const SHOWN = 500;

export function ImportReportView({ report }: { readonly report: ImportReport }) {
  const t = useTranslations("people.import");
  const { dryRun, created, updated, unchanged, refused, rows } = report;
  const counts = t("counts", { created, updated, unchanged, refused });
  // What needs a person comes first.
  const ordered = [...rows].sort(
    (a, b) => Number(b.outcome === "refused") - Number(a.outcome === "refused") || a.line - b.line,
  );
  return (
    <>
      <Notice tone={refused > 0 ? "warning" : "good"} title={dryRun ? t("checked") : t("imported")}>
        {counts}
      </Notice>
      <div className="rounded border">
        <Table isPlain aria-label={t("lines")}>
          <thead>
            <tr>
              <Th numeric>{t("line")}</Th>
              <Th>{t("order")}</Th>
              <Th>{t("outcome")}</Th>
              <Th>{t("problems")}</Th>
            </tr>
          </thead>
          <tbody>
            {ordered.slice(0, SHOWN).map((row) => (
              <tr key={row.line}>
                <Td numeric>{row.line}</Td>
                <Td className="font-mono text-xs">{row.orderId}</Td>
                <Td>
                  <Chip tone={TONES[row.outcome]}>{t(`is.${row.outcome}`)}</Chip>
                </Td>
                <Td className="min-w-64">
                  {row.errors.map((error) => (
                    <p key={`${error.field} ${error.message}`}>
                      {error.field && <code className="mr-1.5 font-mono text-xs">{error.field}</code>}
                      {error.message}
                    </p>
                  ))}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {rows.length > SHOWN && <p className="text-ink-soft text-xs">{t("more", { count: rows.length - SHOWN })}</p>}
    </>
  );
}
