import Link from "next/link";
import { useTranslations } from "next-intl";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { SupportAnswerDto } from "#lib/contracts/views.ts";

/** Nothing fits: what was searched, what it looks like, what is near, and where else to look. */
export function SupportNotFound({
  answer,
  mayList,
}: {
  readonly answer: Extract<SupportAnswerDto, { kind: "not_found" }>;
  readonly mayList: boolean;
}) {
  const t = useTranslations("support");
  const { searched, shape, near } = answer;
  return (
    <Card className="grid gap-3 p-5 text-sm">
      <h2 className="break-words font-semibold text-base">{t("notFound", { searched })}</h2>
      <p className="text-ink-soft">
        {t("notFoundText")} {t(`shape.${shape}`)}
      </p>
      {near.length > 0 && (
        <p className="flex flex-wrap gap-x-3 gap-y-1">
          <span className="text-ink-soft">{t("near")}</span>
          {near.map((orderId) => (
            <Link
              key={orderId}
              href={`/support?q=${encodeURIComponent(orderId)}`}
              prefetch={false}
              className="font-mono text-accent hover:underline"
            >
              {orderId}
            </Link>
          ))}
        </p>
      )}
      {mayList && (
        <ButtonLink href={`/orders?q=${encodeURIComponent(searched)}`} prefetch={false} className="justify-self-start">
          {t("inOrders")}
        </ButtonLink>
      )}
    </Card>
  );
}
