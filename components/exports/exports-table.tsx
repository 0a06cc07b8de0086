import { useTranslations } from "next-intl";
import { Copyable } from "#components/ui/copyable.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ExportDto } from "#lib/contracts/exports.ts";
import { FilterWords } from "./filter-words.tsx";

type Names = Readonly<Record<string, string>>;

/** Files that left, with what they can be known by. */
export function ExportsTable({ files, names }: { readonly files: readonly ExportDto[]; readonly names: Names }) {
  const t = useTranslations("exports");
  const hasAccounts = files.some((file) => file.subject === "refunds");
  return (
    <Table aria-label={t("earlier")}>
      <thead>
        <tr>
          <Th>{t("column.at")}</Th>
          <Th>{t("column.filter")}</Th>
          {hasAccounts && <Th>{t("column.accounts")}</Th>}
          <Th numeric>{t("column.lines")}</Th>
          <Th>{t("column.sha256")}</Th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr key={file.id}>
            <Td className="text-ink-soft">
              <Time iso={file.startedAt} />
            </Td>
            <Td className="max-w-[18rem] truncate">
              <FilterWords subject={file.subject} filter={file.filter} names={names} />
            </Td>
            {hasAccounts && <Td>{t(file.hasFullAccounts ? "accounts.full" : "accounts.masked")}</Td>}
            <Td numeric>{file.outcome === "whole" && file.rows !== null ? t("count", { rows: file.rows }) : "–"}</Td>
            <Td>
              {file.outcome === "whole" ? <Copyable short value={file.sha256 ?? ""} /> : t(`outcome.${file.outcome}`)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
