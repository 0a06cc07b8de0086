import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";

/** How far a page looked that is not full: what it does not show may still be there, further back. */
export function LookedBack({ to }: { readonly to: string | undefined }) {
  const t = useTranslations("filters");
  if (!to) return null;
  return (
    <p aria-live="polite" className="text-ink-soft text-sm">
      {t.rich("lookedBack", { time: () => <Time iso={to} /> })}
    </p>
  );
}
