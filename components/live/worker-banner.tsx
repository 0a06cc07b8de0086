"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import { Banner } from "./banner.tsx";
import { useDeskStatus } from "./use-desk-status.ts";

/** Says on every page that nothing leaves the desk just now. */
export function WorkerBanner() {
  const t = useTranslations("shell.worker");
  const { data } = useDeskStatus();
  if (!data || data.worker.alive) return null;
  return (
    <Banner role="alert" icon={TriangleAlert} title={t("title")}>
      {t("text")}{" "}
      {data.worker.lastBeatAt && (
        <span className="text-ink-soft">
          {t("since")} <Time iso={data.worker.lastBeatAt} />
        </span>
      )}
    </Banner>
  );
}
