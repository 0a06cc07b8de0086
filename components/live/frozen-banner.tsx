"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import { Banner } from "./banner.tsx";
import { useDeskStatus } from "./use-desk-status.ts";

/** Says on every page that nothing is sent, because the database may have been restored from a backup. */
export function FrozenBanner() {
  const t = useTranslations("shell.frozen");
  const { data } = useDeskStatus();
  if (!data?.frozen) return null;
  return (
    <Banner role="alert" icon={History} title={t("title")}>
      {t("text")}{" "}
      <span className="text-ink-soft">
        {t("since")} <Time iso={data.frozen.since} />
      </span>
    </Banner>
  );
}
