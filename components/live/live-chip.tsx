"use client";

import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { useLiveStatus } from "./live-provider.tsx";

const DOT = { live: "bg-green", reconnecting: "bg-amber", polling: "bg-grey" } as const;

/** Whether what is on screen follows by itself. */
export function LiveChip() {
  const t = useTranslations("shell.live");
  const status = useLiveStatus();
  return (
    <p
      title={t(`${status}Title`)}
      className="flex items-center gap-2 px-2 py-1.5 text-ink-soft text-xs"
      aria-live="polite"
    >
      <span
        className={cx("size-2 rounded-full", DOT[status], status === "reconnecting" && "animate-pulse")}
        aria-hidden="true"
      />
      {t(status)}
    </p>
  );
}
