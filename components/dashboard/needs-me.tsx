import { useLocale, useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { durationText } from "#components/ui/duration-text.ts";
import { moneyText } from "#components/ui/money-text.ts";
import type { DashboardDto, OldestDto } from "#lib/contracts/dashboard.ts";

/** Each card is a way to the work itself. */
export function NeedsMe({ dashboard }: { readonly dashboard: DashboardDto }) {
  const t = useTranslations("dashboard.needs");
  const locale = useLocale();
  const { needsMe, oldestUnknown, oldestWaiting, asOf } = dashboard;
  const counts = [
    [needsMe.approvals, "approvals", "/approvals"],
    [needsMe.sentBack, "sentBack", "/approvals?tab=sent-back"],
    [needsMe.cases, "cases", "/review"],
    [needsMe.questions, "questions", "/questions"],
  ] as const;
  const oldest = [
    [oldestUnknown, "unknown"],
    [oldestWaiting, "waiting"],
  ] as const;
  return (
    <section aria-label={t("title")}>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-3 max-sm:gap-2">
        {counts.map(
          ([count, name, href]) =>
            count !== null && (
              <Card key={name} href={href} figure={String(count)} words={t(name, { count })} isQuiet={count === 0} />
            ),
        )}
        {oldest.map(([refund, name]) =>
          refund ? (
            <Card
              key={name}
              href={`/refunds/${refund.id}`}
              figure={durationText(ageS(refund, asOf), locale)}
              words={t(name)}
              more={moneyText(refund.amount, refund.currency)}
            />
          ) : (
            <Card
              key={name}
              href={`/refunds?state=${name === "unknown" ? "unknown" : "awaiting_approval"}`}
              figure="–"
              words={t(`${name}None`)}
              isQuiet
            />
          ),
        )}
      </ul>
    </section>
  );
}

type CardProps = {
  readonly href: string;
  readonly figure: string;
  readonly words: string;
  readonly more?: string;
  readonly isQuiet?: boolean;
};

function Card({ href, figure, words, more, isQuiet = false }: CardProps) {
  return (
    <li>
      <a
        href={href}
        className="grid h-full content-start gap-0.5 rounded-lg border bg-surface px-4 py-3 hover:border-line-strong"
      >
        <span className={cx("figures font-semibold text-2xl", isQuiet && "text-ink-faint")}>{figure}</span>
        <span className="text-ink-soft text-sm">{words}</span>
        {more && <span className="figures text-ink-soft text-sm">{more}</span>}
      </a>
    </li>
  );
}

function ageS({ createdAt }: OldestDto, asOf: string): number {
  return (Date.parse(asOf) - Date.parse(createdAt)) / 1000;
}
