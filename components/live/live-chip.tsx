"use client";

import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { useLiveStatus } from "./live-provider.tsx";

const DOT = { connecting: "bg-grey", live: "bg-green", reconnecting: "bg-amber", polling: "bg-grey" } as const;

/** Whether what is on screen follows by itself. */
export function LiveChip() {
  const t = useTranslations("shell.live");
  const status = useLiveStatus();
  return (
    <>
      <p title={t(`${status}Title`)} className={cx(CHIP, "noscript:hidden")} aria-live="polite">
        <Dot className={cx(DOT[status], status === "reconnecting" && "animate-pulse")} />
        {t(status)}
      </p>
      <noscript>
        <p title={t("withoutScriptTitle")} className={CHIP}>
          <Dot className="bg-grey" />
          {t("withoutScript")}
        </p>
      </noscript>
    </>
  );
}

const CHIP = "flex items-center gap-2 px-2 py-1.5 text-ink-soft text-xs";

function Dot({ className }: { readonly className: string }) {
  return <span className={cx("size-2 rounded-full", className)} aria-hidden="true" />;
}
