"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import { useDeskStatus } from "./use-desk-status.ts";

/** Says on every page that nothing leaves the desk just now. */
export function WorkerBanner() {
  const t = useTranslations("shell.worker");
  const { data } = useDeskStatus();
  if (!data || data.worker.alive) return null;
  return (
    <div role="alert" className="flex items-start gap-2.5 border-b bg-amber-wash px-4 py-2.5 text-sm sm:px-6 lg:px-8">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-amber" aria-hidden="true" />
      <p>
        <strong className="font-semibold">{t("title")}.</strong> {t("text")}{" "}
        {data.worker.lastBeatAt && (
          <span className="text-ink-soft">
            {t("since")} <Time iso={data.worker.lastBeatAt} />
          </span>
        )}
      </p>
    </div>
  );
}
