import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { searchWith } from "#components/ui/search-string.ts";
import { DASHBOARD_DAYS, type DashboardDto } from "#lib/contracts/dashboard.ts";

/** The period and the currency of all that stands below. */
export function PeriodChoice({ dashboard }: { readonly dashboard: DashboardDto }) {
  const t = useTranslations("dashboard.period");
  const { days, currency, currencies, zone } = dashboard;
  const href = (change: { days?: number; currency?: string }) =>
    `/dashboard?${searchWith("", { days: String(change.days ?? days), currency: change.currency ?? currency })}`;
  return (
    <div className="mt-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <h2 className="font-semibold text-lg">{t("title")}</h2>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="text-ink-soft text-xs">{t("zone", { zone })}</span>
        {currencies.length > 1 && (
          <Choice
            label={t("currency")}
            links={currencies.map((one) => ({
              href: href({ currency: one }),
              label: one,
              isCurrent: one === currency,
            }))}
          />
        )}
        <Choice
          label={t("days")}
          links={DASHBOARD_DAYS.map((one) => ({
            href: href({ days: one }),
            label: t("daysOf", { days: one }),
            isCurrent: one === days,
          }))}
        />
      </div>
    </div>
  );
}

type Link = { readonly href: string; readonly label: string; readonly isCurrent: boolean };

function Choice({ label, links }: { readonly label: string; readonly links: readonly Link[] }) {
  return (
    <nav aria-label={label} className="flex rounded border bg-sunken p-0.5">
      {links.map((link) => (
        <a
          key={link.href}
          href={link.href}
          aria-current={link.isCurrent ? "true" : undefined}
          className={cx(
            "inline-flex h-7 items-center rounded-sm px-3 font-medium text-xs max-sm:h-9",
            link.isCurrent ? "bg-surface text-ink shadow-[0_0_0_1px_var(--line)]" : "text-ink-soft hover:text-ink",
          )}
        >
          {link.label}
        </a>
      ))}
    </nav>
  );
}
