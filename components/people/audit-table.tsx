import Link from "next/link";
import { useTranslations } from "next-intl";
import { searchWith } from "#components/ui/search-string.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { AuditRowDto } from "#lib/contracts/people.ts";
import { AuditDetails } from "./audit-details.tsx";
import { useAuditKind } from "./audit-kinds.ts";

export function AuditTable({ items, search }: { readonly items: readonly AuditRowDto[]; readonly search: string }) {
  const t = useTranslations("people.audit");
  const kindText = useAuditKind();
  return (
    <Table aria-label={t("caption")}>
      <thead>
        <tr>
          <Th>{t("when")}</Th>
          <Th className="max-sm:hidden">{t("who")}</Th>
          <Th>{t("what")}</Th>
          <Th>{t("about")}</Th>
          <Th numeric>{t("place")}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((row) => (
          <tr key={row.id} className="align-top [&>td]:py-2">
            <Td className="text-ink-soft">
              <Time iso={row.at} />
              <span className="block max-w-32 sm:hidden">{row.actorName}</span>
            </Td>
            <Td className="max-sm:hidden">
              <Link
                href={`/settings/audit?${searchWith(search, { actor: row.actor, cursor: null })}`}
                prefetch={false}
                title={row.actor}
                className="underline-offset-2 hover:underline"
              >
                {row.actorName}
              </Link>
            </Td>
            <Td className="min-w-48 sm:min-w-60">
              <AuditDetails title={kindText(row.kind)} data={row.data} />
            </Td>
            <Td>
              <About row={row} />
            </Td>
            <Td numeric className="text-ink-faint">
              {row.place ?? t("notYet")}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function About({ row }: { readonly row: AuditRowDto }) {
  const links = [
    row.refund && {
      href: `/refunds/${row.refund}`,
      text: `${row.refund.slice(0, 6)}…${row.refund.slice(-4)}`,
      title: row.refund,
    },
    row.order && { href: `/orders/${encodeURIComponent(row.order)}`, text: row.order, title: row.order },
  ].filter((link) => link !== null && link !== "");
  return (
    <span className="grid gap-0.5">
      {links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          prefetch={false}
          title={link.title}
          className="inline-flex min-h-6 items-center font-mono text-xs underline-offset-2 hover:underline"
        >
          {link.text}
        </Link>
      ))}
    </span>
  );
}
