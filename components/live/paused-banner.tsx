"use client";

import { CirclePause } from "lucide-react";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Time } from "#components/ui/time.tsx";
import { Banner } from "./banner.tsx";
import { useDeskStatus } from "./use-desk-status.ts";

/** Says on every page for which accounts somebody has stopped sending (H08). */
export function PausedBanner() {
  const t = useTranslations("shell.paused");
  const gatewayName = useGatewayName();
  const { data } = useDeskStatus();
  return data?.paused.map(({ id, gateway, label, at, why }) => (
    <Banner
      key={id}
      role="status"
      icon={CirclePause}
      title={t("title", { account: `${gatewayName(gateway)} · ${label}` })}
    >
      {why && `${why}. `}
      {t("text")}{" "}
      <span className="text-ink-soft">
        {t("since")} <Time iso={at} />
      </span>
    </Banner>
  ));
}
