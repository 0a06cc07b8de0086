import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { NotificationRowDto } from "#lib/contracts/notifications.ts";
import { EffectChip } from "./effect-chip.tsx";
import { Signature } from "./signature.tsx";
import { useEffectWords } from "./use-effect-words.ts";

export function NotificationsTable({ rows }: { readonly rows: readonly NotificationRowDto[] }) {
  const t = useTranslations("notifications");
  return (
    <Table fits className="rows-lead">
      <caption className="sr-only">{t("caption")}</caption>
      <thead>
        <tr>
          <Th>{t("column.received")}</Th>
          <Th className="max-lg:hidden">{t("column.from")}</Th>
          <Th className="max-md:hidden">{t("column.signature")}</Th>
          <Th>{t("column.did")}</Th>
          <Th className="max-sm:hidden">{t("column.about")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ row }: { readonly row: NotificationRowDto }) {
  const t = useTranslations("notifications");
  const gatewayName = useGatewayName();
  const { sentence } = useEffectWords()(row.effect);
  const from = `${gatewayName(row.gateway)} · ${row.account.label}`;
  return (
    <tr className="align-top [&>td]:py-2.5">
      <Td>
        <a data-row-link="" href={`/notifications/${row.id}`} className="figures whitespace-nowrap hover:text-accent">
          <Time iso={row.receivedAt} style="short" />
        </a>
        {row.copies > 1 && <span className="block text-ink-soft text-xs">{t("copies", { count: row.copies })}</span>}
        <span className="block truncate text-ink-soft text-xs sm:max-w-[14rem] lg:hidden">{from}</span>
      </Td>
      <Td className="max-lg:hidden">
        <span className="block max-w-[14rem] truncate" title={from}>
          {gatewayName(row.gateway)}
          <span className="block truncate text-ink-soft text-xs">{row.account.label}</span>
        </span>
      </Td>
      <Td className="text-ink-soft max-md:hidden">
        <Signature verdict={row.verdict} />
      </Td>
      <Td>
        <EffectChip effect={row.effect} />
        <span className="mt-1 block max-w-[34rem] text-ink-soft text-xs">{sentence}</span>
      </Td>
      <Td className="max-sm:hidden">{row.refund && <Reference reference={row.refund.reference} />}</Td>
    </tr>
  );
}

function Reference({ reference }: { readonly reference: string }) {
  return (
    <span title={reference} className="whitespace-nowrap font-mono text-[0.93em]">
      <span aria-hidden="true">
        {reference.slice(0, 6)}…{reference.slice(-5)}
      </span>
      <span className="sr-only">{reference}</span>
    </span>
  );
}
