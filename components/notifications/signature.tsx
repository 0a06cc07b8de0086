import { ShieldCheck, ShieldX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { NotificationRowDto } from "#lib/contracts/notifications.ts";

/** Whether the gateway's own key stands behind the message. */
export function Signature({ verdict }: Pick<NotificationRowDto, "verdict">) {
  const t = useTranslations("notifications.verdict");
  const isGood = verdict === "verified";
  const Icon = isGood ? ShieldCheck : ShieldX;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon className={isGood ? "size-4 text-green" : "size-4 text-orange"} aria-hidden="true" />
      {t(verdict)}
    </span>
  );
}
