import Link from "next/link";
import { useTranslations } from "next-intl";
import { Section } from "#components/ui/card.tsx";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PaymentLinkDto } from "#lib/contracts/payment-link.ts";
import { LinkState } from "./link-state.tsx";

export function LinksList({ links }: { readonly links: readonly PaymentLinkDto[] }) {
  const t = useTranslations("payLink");
  if (links.length === 0) return null;
  return (
    <Section id="links" title={t("earlier")} className="mt-6 max-w-4xl">
      <ul className="grid gap-2 text-sm">
        {links.map((link) => (
          <li key={link.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <LinkState link={link} />
            <Money amount={link.amount} currency={link.currency} />
            <Link
              href={`/orders/${encodeURIComponent(link.orderId)}/pay/${link.id}`}
              prefetch={false}
              className="font-mono text-accent hover:underline"
            >
              {link.merchantTransactionId}
            </Link>
            <span className="text-ink-soft">
              <Time iso={link.createdAt} /> · {link.createdBy}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
