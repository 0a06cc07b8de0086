import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { onGoToSearch } from "#components/ui/go-to-search.ts";
import { searchWith } from "#components/ui/search-string.ts";
import { FILTERS, type FilteredList, type FilterName } from "#lib/contracts/filter-names.ts";
import { CARD_STATES } from "#lib/contracts/status-cards.ts";
import { useFilterOptions } from "./use-filter-options.ts";
import { useFilterText } from "./use-filter-text.ts";

/** What the list is narrowed by, each to be taken away by one press; what has a card of its own is not repeated. */
export function FilterChips({ list, search }: { readonly list: FilteredList; readonly search: string }) {
  const t = useTranslations("filters");
  const params = new URLSearchParams(search);
  const options = useFilterOptions(params.has("by") || params.has("approver"));
  const people = [...(options?.requesters ?? []), ...(options?.approvers ?? [])];
  const says = useFilterText(Object.fromEntries(people.map(({ id, name }) => [id, name])));
  const names: readonly FilterName[] = FILTERS[list];
  const set = names.filter((name) => params.has(name) && !hasCard(name, params.get(name)));
  if (set.length === 0) return null;
  const values = Object.fromEntries(params);
  return (
    // The open form says the same, and lies over them.
    <ul aria-label={t("set")} className="flex flex-wrap gap-1.5 group-has-[[data-filters][open]]/tools:invisible">
      {set.map((name) => {
        const text = says(name, params.get(name) ?? "", values);
        return (
          <li key={name}>
            <Remove href={`/${list}?${searchWith(search, without(name))}`} label={t("remove", { filter: text })}>
              {text}
            </Remove>
          </li>
        );
      })}
      {set.length > 1 && (
        <li>
          <a
            href={`/${list}?${searchWith(search, without(...set))}`}
            onClick={onGoToSearch}
            className="inline-flex h-7 items-center px-2 font-medium text-ink-soft text-xs underline-offset-2 hover:underline max-sm:h-9"
          >
            {t("clear")}
          </a>
        </li>
      )}
    </ul>
  );
}

function hasCard(name: FilterName, value: string | null): boolean {
  return name === "refunded" || (name === "state" && CARD_STATES.some((state) => state === value));
}

type RemoveProps = { readonly href: string; readonly label: string; readonly children: string };

function Remove({ href, label, children }: RemoveProps) {
  return (
    <a
      href={href}
      aria-label={label}
      onClick={onGoToSearch}
      className="inline-flex h-7 max-w-[18rem] items-center gap-1.5 rounded-full bg-accent-wash pr-2 pl-3 font-medium text-accent text-xs hover:text-accent-strong max-sm:h-9"
    >
      <span className="truncate">{children}</span>
      <X className="size-3.5 shrink-0" aria-hidden="true" />
    </a>
  );
}

/** Amounts mean nothing without their currency; and where somebody stood, or what was open, was in another list. */
function without(...names: readonly FilterName[]): Record<string, null> {
  const all = names.includes("currency") ? [...names, "min", "max"] : names;
  return Object.fromEntries([...all, "cursor", "open"].map((name) => [name, null]));
}
