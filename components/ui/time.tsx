import { useLocale, useTimeZone } from "next-intl";
import { cx } from "./cx.ts";
import { type TimeStyle, timeText, timeTitle } from "./time-text.ts";

/** A moment in the desk's zone; the title holds it to the second, with the zone. */
export function Time({
  iso,
  style = "long",
  className,
}: {
  readonly iso: string;
  readonly style?: TimeStyle;
  readonly className?: string;
}) {
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  return (
    <time dateTime={iso} title={timeTitle(iso, locale, zone)} className={cx("whitespace-nowrap", className)}>
      {timeText(iso, style, locale, zone)}
    </time>
  );
}
