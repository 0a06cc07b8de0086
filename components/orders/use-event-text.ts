import { useTranslations } from "next-intl";
import type { EventDto } from "#lib/contracts/refund.ts";

/**
 * An event in the reader's language: a change of state by the state it led to, anything else by its kind. One that
 * has no words yet keeps its English sentence: better foreign than silent.
 */
export function useEventText(): (event: EventDto) => { readonly text: string; readonly by: string } {
  const t = useTranslations("event");
  return (event) => {
    const key = event.kind === "refund.state" ? `to.${event.data.from === null ? "requested" : String(event.data.to)}` : `kind.${event.kind.replaceAll(".", "_")}`;
    const text = t.has(key as never) ? t(key as never) : event.text;
    const by = `by.${event.by}`;
    return { text, by: t.has(by as never) ? t(by as never) : event.by };
  };
}
