"use client";

import { CirclePause } from "lucide-react";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Time } from "#components/ui/time.tsx";
import { useDeskStatus } from "./use-desk-status.ts";

/** Says on every page for which accounts somebody has stopped sending (H08). */
export function PausedBanner() {
  const t = useTranslations("shell.paused");
  const gatewayName = useGatewayName();
  const { data } = useDeskStatus();
  return data?.paused.map(({ id, gateway, label, at, why }) => (
    <div
      key={id}
      role="status"
      className="flex items-start gap-2.5 border-b bg-amber-wash px-4 py-2.5 text-sm sm:px-6 lg:px-8"
    >
      <CirclePause className="mt-0.5 size-4 shrink-0 text-amber" aria-hidden="true" />
      <p>
        <strong className="font-semibold">{t("title", { account: `${gatewayName(gateway)} · ${label}` })}.</strong>{" "}
        {why && `${why}. `}
        {t("text")}{" "}
        <span className="text-ink-soft">
          {t("since")} <Time iso={at} />
        </span>
      </p>
    </div>
  ));
}
