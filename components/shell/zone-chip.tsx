"use client";

import { Clock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTimeZone, useTranslations } from "next-intl";
import { remember } from "#components/ui/remember.ts";
import { offsetName, zoneName } from "#components/ui/time-text.ts";
import { PREFERENCE_COOKIES } from "#lib/i18n.ts";

/** In which zone the times of this page are told; a press switches between one's own, this machine's and UTC. */
export function ZoneChip({ own }: { readonly own: string }) {
  const t = useTranslations("shell");
  const router = useRouter();
  const zone = useTimeZone() ?? own;
  const now = new Date().toISOString();
  const name = `${zoneName(zone, now)} (${offsetName(zone, now)})`;
  const next = () => {
    const zones = [...new Set([own, Intl.DateTimeFormat().resolvedOptions().timeZone, "UTC"])];
    remember(PREFERENCE_COOKIES.zone, zones[(zones.indexOf(zone) + 1) % zones.length] ?? own);
    router.refresh();
  };
  return (
    <button
      type="button"
      data-hotkey="t"
      title={t("zone", { zone })}
      aria-label={t("zone", { zone: name })}
      onClick={next}
      className="flex items-center gap-2 rounded px-2 py-1.5 text-ink-soft text-xs hover:bg-hover hover:text-ink max-lg:hidden"
    >
      <Clock className="size-3 shrink-0" aria-hidden="true" />
      {name}
    </button>
  );
}
