"use client";

import { Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { Time } from "#components/ui/time.tsx";
import { Banner } from "./banner.tsx";
import { useDeskStatus } from "./use-desk-status.ts";

/** Says on every page to which gateways nothing is sent until they answer again. */
export function StoppedBanner() {
  const t = useTranslations("shell.stopped");
  const gatewayName = useGatewayName();
  const { data } = useDeskStatus();
  return data?.stopped.map(({ id, gateway, label, at, why }) => (
    <Banner key={id} role="status" icon={Unplug} title={t("title", { account: `${gatewayName(gateway)} · ${label}` })}>
      {t(`why.${why}`)} {t("text")}{" "}
      <span className="text-ink-soft">
        {t("since")} <Time iso={at} />
      </span>
    </Banner>
  ));
}
