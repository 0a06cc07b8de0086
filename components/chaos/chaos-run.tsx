import { ShieldAlert, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { StateChip } from "#components/refunds/state-chip.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ChaosRunDto } from "#lib/contracts/chaos.ts";

/** One refund that was played with: what we say, what the gateway's own books say, and what happens now. */
export function ChaosRun({ run }: { readonly run: ChaosRunDto }) {
  const t = useTranslations("chaos");
  const gatewayName = useGatewayName();
  const { sends, moves } = run.atGateway;
  return (
    <article aria-labelledby={`run-${run.refundId}`} className="grid gap-3 rounded-lg border bg-surface p-4">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={`run-${run.refundId}`} className="font-semibold text-sm">
          {gatewayName(run.gateway)} · {t(`faults.${run.fault}`)}
        </h2>
        <Link href={`/refunds/${run.refundId}`} className="font-mono text-accent text-xs hover:underline">
          {run.reference}
        </Link>
      </header>
      <p className="-mt-2 text-ink-soft text-xs">{t(`does.${run.fault}`)}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <div className="grid content-start gap-1.5">
          <h3 className="text-ink-soft text-xs">{t("weSay")}</h3>
          <p className="flex flex-wrap items-center gap-2">
            <StateChip state={run.state} /> <Money amount={run.amount} currency={run.currency} />
          </p>
          <p className="text-ink-soft text-xs">{t("questions", { count: run.questions })}</p>
        </div>
        <div className="grid content-start gap-1.5">
          <h3 className="text-ink-soft text-xs">{t("gatewayBooks")}</h3>
          <p className="text-sm">{t("books", { sends, moves })}</p>
          <p>
            {run.isKept ? (
              <Chip tone="green" icon={<ShieldCheck aria-hidden="true" />}>
                {t("kept")}
              </Chip>
            ) : (
              <Chip tone="red" icon={<ShieldAlert aria-hidden="true" />}>
                {t("brokenPromise")}
              </Chip>
            )}
          </p>
        </div>
      </div>
      <p className="border-t pt-3 text-sm" aria-live="polite">
        {t(`now.${run.state}`)}{" "}
        {run.state === "unknown" && run.nextLookAt && (
          <span className="text-ink-soft">
            {t("nextLook")} <Time iso={run.nextLookAt} style="clock" />
          </span>
        )}
      </p>
    </article>
  );
}
