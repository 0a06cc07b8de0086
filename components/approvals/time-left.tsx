import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { durationText } from "#components/ui/duration-text.ts";
import { timeTitle } from "#components/ui/time-text.ts";
import type { DeadlineDto } from "#lib/contracts/views.ts";

/** How long there is to decide; with little left it says so, in words and colour. */
export function TimeLeft({ expiresAt, deadline }: { readonly expiresAt: string; readonly deadline: DeadlineDto }) {
  const t = useTranslations("approvals.left");
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const seconds = Math.max(0, (Date.parse(expiresAt) - Date.parse(deadline.asOf)) / 1000);
  const share = seconds / (deadline.approvalTtlHours * 3600);
  const word = share <= 0.1 ? "soon" : share <= 0.5 ? "half" : "plenty";
  return (
    <time
      dateTime={expiresAt}
      title={timeTitle(expiresAt, locale, zone)}
      className={cx("shrink-0 text-xs", LOOK[word])}
    >
      {t(word, { time: durationText(seconds, locale) })}
    </time>
  );
}

const LOOK = { plenty: "text-ink-faint", half: "text-amber", soon: "font-medium text-red" } as const;
