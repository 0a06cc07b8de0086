import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { InvariantRunDto } from "#lib/contracts/proof.ts";

const LISTED = 8;

/** The last checks: all as a row of marks, the newest with their figures. */
export function Runs({ runs }: { readonly runs: readonly InvariantRunDto[] }) {
  const t = useTranslations("proof");
  const broken = runs.filter(({ violations }) => violations > 0).length;
  return (
    <>
      <div className="grid gap-1.5 px-4 pb-3">
        <div className="flex h-5 items-end gap-px" aria-hidden="true">
          {runs.toReversed().map(({ at, whole, violations }) => (
            <span
              key={at}
              className={cx("w-1.5 rounded-xs", violations > 0 ? "bg-red" : "bg-green", whole ? "h-full" : "h-3/5")}
            />
          ))}
        </div>
        <p className="text-ink-soft text-xs">{t("runsSummary", { runs: runs.length, broken })}</p>
      </div>
      <Table isPlain>
        <thead>
          <tr>
            <Th>{t("at")}</Th>
            <Th>{t("scope")}</Th>
            <Th numeric>{t("seen")}</Th>
            <Th numeric>{t("violations")}</Th>
            <Th numeric>{t("took")}</Th>
          </tr>
        </thead>
        <tbody>
          {runs.slice(0, LISTED).map(({ at, whole, seen, violations, tookMs }) => (
            <tr key={at}>
              <Td>
                <Time iso={at} style="short" />
              </Td>
              <Td>{t(whole ? "whole" : "touched")}</Td>
              <Td numeric>{seen}</Td>
              <Td numeric className={violations > 0 ? "font-semibold text-red" : undefined}>
                {violations}
              </Td>
              <Td numeric className="text-ink-soft">
                {t("ms", { ms: tookMs })}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
