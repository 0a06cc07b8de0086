import { useTranslations } from "next-intl";

/** Why an exchange with a gateway brought no answer, in words; a cause that has none yet keeps its code. */
export function useCauseWord(): (cause: string) => string {
  const t = useTranslations("event.cause");
  return (cause) => (t.has(cause as never) ? t(cause as never) : cause);
}
