import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SupportAnswerDto } from "#lib/contracts/views.ts";

export function SupportSeveral({ answer }: { readonly answer: Extract<SupportAnswerDto, { kind: "several" }> }) {
  const t = useTranslations("support");
  return (
    <Card>
      <h2 className="px-5 py-4 font-semibold text-base">{t("several", { count: answer.orders.length })}</h2>
      <ul className="divide-y border-t text-sm">
        {answer.orders.map((order) => (
          <li key={order.orderId}>
            <Link
              href={`/support?q=${encodeURIComponent(order.orderId)}`}
              prefetch={false}
              className="flex flex-wrap items-baseline justify-between gap-x-4 px-5 py-2.5 hover:bg-hover"
            >
              <span className="font-mono text-[0.93em]">{order.orderId}</span>
              <span className="text-ink-soft">
                {order.customerName} · <Time iso={order.placedAt} style="short" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
