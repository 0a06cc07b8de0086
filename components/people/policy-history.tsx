import { useTranslations } from "next-intl";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PolicyDto } from "#lib/contracts/people.ts";
import { usePolicyWords } from "./policy-words.ts";

export function PolicyHistory({ history }: { readonly history: readonly PolicyDto[] }) {
  const t = useTranslations("people.policy");
  const wordsOf = usePolicyWords();
  return (
    <Table aria-label={t("history")}>
      <thead>
        <tr>
          <Th numeric>{t("versionShort")}</Th>
          <Th>{t("since")}</Th>
          <Th>{t("by")}</Th>
          <Th>{t("rules")}</Th>
        </tr>
      </thead>
      <tbody>
        {history.map(({ version, document, createdBy, createdAt }) => (
          <tr key={version} className="align-top [&>td]:py-2">
            <Td numeric>{version}</Td>
            <Td>{createdAt && <Time iso={createdAt} />}</Td>
            <Td>{createdBy}</Td>
            <Td className="min-w-72">{wordsOf(document).join(" ")}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
