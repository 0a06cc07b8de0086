import Link from "next/link";
import { useTranslations } from "next-intl";
import { Chip } from "#components/ui/chip.tsx";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { DifferenceDto } from "#lib/contracts/reconciliation.ts";

const TONES = { 1: "red", 2: "orange", 3: "grey" } as const;

/** Both figures side by side; what a person has to answer waits in the queue. */
export function DifferencesTable({ found }: { readonly found: readonly DifferenceDto[] }) {
  const t = useTranslations("people.reconciliation");
  return (
    <Table aria-label={t("found")}>
      <thead>
        <tr>
          <Th>{t("what")}</Th>
          <Th>{t("about")}</Th>
          <Th numeric>{t("ours")}</Th>
          <Th numeric>{t("theirs")}</Th>
        </tr>
      </thead>
      <tbody>
        {found.map((difference) => (
          <tr key={difference.id}>
            <Td>
              <Chip tone={TONES[difference.severity as 1] ?? "grey"}>{t(`kind.${difference.kind}`)}</Chip>
            </Td>
            <Td className="min-w-48">
              <About difference={difference} />
            </Td>
            <Td numeric>
              <Figure text={difference.ours} currency={difference.currency} />
            </Td>
            <Td numeric>
              <Figure text={difference.theirs} currency={difference.currency} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function About({ difference: { orderId, refundId, subject, line } }: { readonly difference: DifferenceDto }) {
  const t = useTranslations("people.reconciliation");
  return (
    <>
      {line !== null && <span className="block text-ink-soft text-xs">{t("line", { line })}</span>}
      {orderId ? (
        <Link
          href={refundId ? `/refunds/${refundId}` : `/orders/${encodeURIComponent(orderId)}`}
          prefetch={false}
          className="text-accent hover:underline"
        >
          {orderId}
        </Link>
      ) : (
        <span className="break-all font-mono text-xs">{subject}</span>
      )}
      {refundId && <span className="block break-all font-mono text-ink-soft text-xs">{subject}</span>}
    </>
  );
}

/** An amount, or the word of a state. */
function Figure({ text, currency }: { readonly text: string | null; readonly currency: string }) {
  if (text === null) return "–";
  return /^[\d.]+$/.test(text) ? <Money amount={text} currency={currency} /> : text;
}
