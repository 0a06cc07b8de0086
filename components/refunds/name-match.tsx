import { CircleAlert, CircleCheck, Equal } from "lucide-react";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import type { NameMatch as Match } from "#lib/domain/account-name.ts";

const LOOK = {
  same: [CircleCheck, "text-green"],
  similar: [Equal, "text-amber"],
  different: [CircleAlert, "text-red"],
} as const;

/** Whether the money goes to somebody of the customer's name. It stops nothing; people look twice. */
export function NameMatch({ match, className }: { readonly match: Match; readonly className?: string }) {
  const t = useTranslations("common.nameMatch");
  const [Icon, colour] = LOOK[match];
  return (
    <span className={cx("inline-flex items-baseline gap-1 text-xs", colour, className)}>
      <Icon className="size-3.5 shrink-0 self-center" aria-hidden="true" />
      {t(match)}
    </span>
  );
}
