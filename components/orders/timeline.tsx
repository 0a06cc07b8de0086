import Link from "next/link";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { timeText, zoneName } from "#components/ui/time-text.ts";
import type { EventDto } from "#lib/contracts/refund.ts";
import { isBetweenPeople } from "#lib/domain/event-text.ts";
import { useEventText } from "./use-event-text.ts";

type TimelineEvent = EventDto & { readonly refundId?: string | null };

/** What happened, newest first, by day of the desk's zone. */
export function Timeline({
  events,
  currency,
  linkRefunds = false,
}: {
  readonly events: readonly TimelineEvent[];
  /** Of amounts that an event does not name a currency for. */
  readonly currency: string;
  readonly linkRefunds?: boolean;
}) {
  const t = useTranslations("order");
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const eventText = useEventText(currency);
  if (events.length === 0) return <p className="text-ink-soft text-sm">{t("noEvents")}</p>;

  const days = Object.groupBy(events, (event) => timeText(event.at, "day", locale, zone));
  return (
    <div className="grid gap-4">
      {Object.entries(days).map(([day, ofDay = []]) => (
        <div key={day}>
          <h3 className="mb-1.5 font-medium text-ink-soft text-xs">
            {day} <span className="text-ink-faint">{ofDay[0] && zoneName(zone, ofDay[0].at)}</span>
          </h3>
          <ol className="relative grid gap-1.5 before:absolute before:top-2 before:bottom-2 before:left-[0.2188rem] before:w-px before:bg-line">
            {ofDay.map((event) => {
              const { text, by } = eventText(event);
              return (
                <li
                  key={`${event.at} ${event.kind} ${event.text}`}
                  className="relative grid grid-cols-[1rem_minmax(0,1fr)_auto] items-baseline gap-x-2 text-sm"
                >
                  <span aria-hidden="true" className={cx("relative top-[-1px] size-2 rounded-full", dotOf(event))} />
                  <span className={cx("min-w-0 break-words", isBetweenPeople(event.kind) && "whitespace-pre-line")}>
                    {linkRefunds && event.refundId ? (
                      <Link
                        href={`/refunds/${event.refundId}`}
                        prefetch={false}
                        className="hover:text-accent hover:underline"
                      >
                        {text}
                      </Link>
                    ) : (
                      text
                    )}
                    {by && <span className="text-ink-faint"> · {by}</span>}
                  </span>
                  <time dateTime={event.at} className="figures text-ink-faint text-xs">
                    {timeText(event.at, "clock", locale, zone)}
                  </time>
                </li>
              );
            })}
          </ol>
        </div>
      ))}
    </div>
  );
}

/** Events that move or free money are solid, what people did is outlined. */
function dotOf(event: TimelineEvent): string {
  const to = event.data.to;
  if (to === "succeeded") return "bg-green";
  if (to === "failed" || to === "needs_review" || to === "reversed") return "bg-red";
  if (to === "unknown") return "bg-orange";
  if (to === "submitting" || to === "processing" || to === "queued") return "bg-blue";
  return "border-2 border-line-strong bg-surface";
}
