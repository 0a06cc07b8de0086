import Link from "next/link";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Chip } from "#components/ui/chip.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ReconciliationDto } from "#lib/contracts/reconciliation.ts";

type RunsTableProps = { readonly runs: readonly ReconciliationDto[]; readonly chosen: string | null };

/** What was compared when, how far it is, and how much differs. */
export function RunsTable({ runs, chosen }: RunsTableProps) {
  const t = useTranslations("people.reconciliation");
  const gatewayName = useGatewayName();
  return (
    <Table aria-label={t("runs")}>
      <thead>
        <tr>
          <Th>{t("when")}</Th>
          <Th>{t("account")}</Th>
          <Th>{t("by")}</Th>
          <Th numeric>{t("compared")}</Th>
          <Th numeric>{t("unanswered")}</Th>
          <Th>{t("result")}</Th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id} aria-current={run.id === chosen ? "true" : undefined}>
            <Td className="whitespace-nowrap">
              <Link
                href={`/settings/reconciliation?run=${run.id}`}
                prefetch={false}
                scroll={false}
                className="text-accent hover:underline"
              >
                <Time iso={run.startedAt} />
              </Link>
            </Td>
            <Td>
              {gatewayName(run.account.gateway)} · {run.account.label}
              {run.fileName && <span className="block break-all text-ink-soft text-xs">{run.fileName}</span>}
            </Td>
            <Td>{run.isNightly ? t("nightly") : run.askedBy}</Td>
            <Td numeric>{t("of", { checked: run.checked, total: run.total })}</Td>
            <Td numeric>{run.unanswered}</Td>
            <Td>
              <Result run={run} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Result({ run: { differences, finishedAt, unanswered } }: { readonly run: ReconciliationDto }) {
  const t = useTranslations("people.reconciliation");
  if (differences > 0) return <Chip tone="red">{t("differences", { count: differences })}</Chip>;
  if (!finishedAt) return <Chip tone="blue">{t("running")}</Chip>;
  return unanswered > 0 ? <Chip tone="amber">{t("incomplete")}</Chip> : <Chip tone="green">{t("fits")}</Chip>;
}
