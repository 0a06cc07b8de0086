import Link from "next/link";
import { useTranslations } from "next-intl";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RefundDto } from "#lib/contracts/refund.ts";

export function RefundAnswer({ refund, maySee }: { readonly refund: RefundDto; readonly maySee: boolean }) {
  const t = useTranslations("refund");
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-3">
        <span className="font-semibold text-xl">
          <Money amount={refund.amount} currency={refund.currency} />
        </span>
        <StateChip state={refund.state} />
      </p>
      <Facts>
        <Fact name={t("requested")}>
          <Time iso={refund.createdAt} />
        </Fact>
        {refund.finalAt && (
          <Fact name={t("final")}>
            <Time iso={refund.finalAt} />
          </Fact>
        )}
        {refund.nextRunAt && ["processing", "unknown"].includes(refund.state) && (
          <Fact name={t("nextCheck")}>
            <Time iso={refund.nextRunAt} />
          </Fact>
        )}
        <Fact name={t("reference")}>
          {maySee ? (
            <Link
              href={`/refunds/${refund.id}`}
              prefetch={false}
              className="break-all font-mono text-[0.93em] text-accent hover:underline"
            >
              {refund.reference}
            </Link>
          ) : (
            <Copyable value={refund.reference} />
          )}
        </Fact>
        {refund.proof?.gatewayRef && (
          <Fact name={t("gatewayRef")}>
            <Copyable value={refund.proof.gatewayRef} />
          </Fact>
        )}
      </Facts>
    </div>
  );
}
