"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { Money } from "#components/ui/money.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RefundViewDto } from "#lib/contracts/views.ts";
import { useGatewayName } from "./gateway-name.ts";
import { STATE_LOOK } from "./state-look.ts";
import { useSecondsUntil } from "./use-seconds-until.ts";

/** Where the refund stands, in one word and one sentence: what the eye meets first on its page. */
export function StatePanel({ view }: { readonly view: RefundViewDto }) {
  const t = useTranslations("refund");
  const words = useTranslations("state");
  const { refund } = view;
  const { tone, icon: Icon } = STATE_LOOK[refund.state];
  const left = useSecondsUntil(refund.state === "queued" ? refund.nextRunAt : null);
  const isCountingDown = left !== null && left > 0;
  return (
    <div className="grid gap-3">
      <p className="font-semibold text-3xl">
        <Money amount={refund.amount} currency={refund.currency} />
      </p>
      <p className={cx("flex items-center gap-2 font-semibold text-lg", INK[tone])}>
        <Icon className="size-5 shrink-0" aria-hidden="true" strokeWidth={2.25} />
        <span role="status" aria-label={t("stateName")} data-state={refund.state}>
          {words(refund.state)}
        </span>
      </p>
      <div className="grid max-w-[62ch] gap-1 text-ink-soft text-sm">
        {isCountingDown ? <p>{t("lead.queuedUndo", { seconds: left })}</p> : <Lead view={view} />}
        <GatewaySaid refund={refund} />
        {refund.nextRunAt && ["processing", "unknown"].includes(refund.state) && (
          <p>
            {t("nextCheck")}: <Time iso={refund.nextRunAt} style="clock" className="text-ink" />
          </p>
        )}
        {refund.expiresAt && (
          <p>
            {t("expires")}: <Time iso={refund.expiresAt} className="text-ink" />
          </p>
        )}
      </div>
    </div>
  );
}

function Lead({ view }: { readonly view: RefundViewDto }) {
  const t = useTranslations("refund");
  const gatewayName = useGatewayName();
  const { refund, waitsBehind } = view;
  if (!waitsBehind)
    return <p>{t(`lead.${refund.state}`, { count: Math.max(refund.requiredApprovals - approvalsOf(view), 1) })}</p>;
  const other = () => (
    <Link
      href={`/refunds/${waitsBehind.id}`}
      prefetch={false}
      className="break-all font-mono text-[0.93em] text-accent underline underline-offset-2"
    >
      {waitsBehind.reference}
    </Link>
  );
  return <p>{t.rich("lead.queuedBehind", { gateway: gatewayName(refund.gateway), other })}</p>;
}

const INK = {
  violet: "text-violet",
  amber: "text-amber",
  grey: "text-ink-soft",
  blue: "text-blue",
  orange: "text-orange",
  red: "text-red",
  green: "text-green",
  accent: "text-accent",
} as const;

function approvalsOf({ refund }: RefundViewDto): number {
  return refund.approvals.filter((approval) => approval.kind === "approve").length;
}

function GatewaySaid({ refund }: { readonly refund: RefundViewDto["refund"] }) {
  const t = useTranslations("refund");
  const gatewayName = useGatewayName();
  if (!refund.gatewaySaid) return null;
  const name = gatewayName(refund.gateway);
  return (
    <p>
      {t("gatewaySaidBy", { gateway: name })}{" "}
      <bdi className="font-medium text-ink">“{t("gatewayWords", { ...refund.gatewaySaid })}”.</bdi>{" "}
      {refund.quietUntil && (
        <>
          {t("notFinalYet")}{" "}
          {t.rich("finalAt", { time: () => <Time iso={refund.quietUntil ?? ""} style="clock" className="text-ink" /> })}
          .
        </>
      )}
    </p>
  );
}
