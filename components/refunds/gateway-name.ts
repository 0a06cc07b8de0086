import { useTranslations } from "next-intl";

/** A gateway's name as people know it; one that has no word yet keeps its own. */
export function useGatewayName(): (gateway: string) => string {
  const t = useTranslations("common");
  return (gateway) => (t.has(`gateway.${gateway}` as never) ? t(`gateway.${gateway}` as never) : gateway);
}
