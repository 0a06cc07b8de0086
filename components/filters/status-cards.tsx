import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { cx } from "#components/ui/cx.ts";
import { onGoToSearch } from "#components/ui/go-to-search.ts";
import { searchWith } from "#components/ui/search-string.ts";
import { useShownCurrent } from "#components/ui/use-shown-current.ts";
import { FILTERS } from "#lib/contracts/filter-names.ts";
import { CARD_STATES, type CountsDto, MOST_COUNTED } from "#lib/contracts/status-cards.ts";

/** At midnight today is another day, and no hint tells of it. */
const LOOK_AGAIN_MS = 5 * 60_000;

/**
 * The states that are asked for most, each an address, with the number of rows that stand there. The numbers come after
 * the page, into room that is kept for them. What else narrows the list would make them wrong: then there are none.
 */
export function StatusCards({ list, search }: { readonly list: "orders" | "refunds"; readonly search: string }) {
  const t = useTranslations("filters.cards");
  const words = useTranslations("state");
  const { data: counts } = useDeskQuery<CountsDto>({
    queryKey: queryKeys.counts(list),
    path: `/api/desk/counts?list=${list}`,
    initial: undefined,
    everyMs: LOOK_AGAIN_MS,
  });
  const params = new URLSearchParams(search);
  const [state, isToday] = [params.get("state"), params.has("refunded")];
  const isCounted = !["q", ...FILTERS[list]].some((name) => !BY_CARD.includes(name) && params.has(name));
  const cards = [
    { name: "all", label: t("all"), isCurrent: !state && !isToday },
    ...CARD_STATES.map((name) => ({ name, label: words(name), isCurrent: state === name })),
    { name: "today", label: t("today"), isCurrent: isToday },
  ] as const;
  const nav = useShownCurrent(`${state} ${isToday}`);
  return (
    <nav ref={nav} aria-label={t("label")} className="scroll-slim relative -mx-1 flex gap-2 overflow-x-auto p-1">
      {cards.map(({ name, label, isCurrent }) => (
        <a
          key={name}
          href={`/${list}?${searchWith(search, { ...changeOf(name), cursor: null })}`}
          aria-current={isCurrent ? "true" : undefined}
          onClick={onGoToSearch}
          className={cx(
            "grid min-h-9 content-center whitespace-nowrap rounded-lg border px-3 py-1.5 lg:flex-1",
            isCurrent ? "border-accent bg-accent-wash" : "bg-surface hover:border-line-strong",
          )}
        >
          <span className={cx("block font-medium text-xs", isCurrent ? "text-accent" : "text-ink-soft")}>{label}</span>
          {isCounted && <Count of={counts?.[name]} />}
        </a>
      ))}
    </nav>
  );
}

const BY_CARD: readonly string[] = ["state", "refunded"];

function changeOf(name: keyof CountsDto): Readonly<Record<"state" | "refunded", string | null>> {
  if (name === "today") return { state: null, refunded: "today" };
  return { state: name === "all" ? null : name, refunded: null };
}

function Count({ of: count }: { readonly of: number | undefined }) {
  return (
    <span className={cx("figures block h-6 font-semibold text-lg leading-6", count === 0 && "text-ink-faint")}>
      {count !== undefined && (count > MOST_COUNTED ? `${MOST_COUNTED}+` : count)}
    </span>
  );
}
