import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { searchWith } from "#components/ui/search-string.ts";
import { type FilteredList, FILTERS, type FilterName } from "#lib/contracts/filter-names.ts";
import { useFilterOptions } from "./use-filter-options.ts";
import { useFilterText } from "./use-filter-text.ts";

/** What the list is narrowed by, each to be taken away by one press; the states have a row of their own. */
export function FilterChips({ list, search }: { readonly list: FilteredList; readonly search: string }) {
  const t = useTranslations("filters");
  const params = new URLSearchParams(search);
  const options = useFilterOptions(params.has("by") || params.has("approver"));
  const people = [...(options?.requesters ?? []), ...(options?.approvers ?? [])];
  const says = useFilterText(Object.fromEntries(people.map(({ id, name }) => [id, name])));
  const names: readonly FilterName[] = FILTERS[list];
  const set = names.filter((name) => name !== "state" && params.has(name));
  if (set.length === 0) return null;
  const values = Object.fromEntries(params);
  return (
    <ul aria-label={t("set")} className="flex flex-wrap gap-1.5">
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
            onClick={go}
            className="inline-flex h-7 items-center px-2 font-medium text-ink-soft text-xs underline-offset-2 hover:underline max-sm:h-9"
          >
            {t("clear")}
          </a>
        </li>
      )}
    </ul>
  );
}

type RemoveProps = { readonly href: string; readonly label: string; readonly children: string };

function Remove({ href, label, children }: RemoveProps) {
  return (
    <a
      href={href}
      aria-label={label}
      onClick={go}
      className="inline-flex h-7 max-w-[18rem] items-center gap-1.5 rounded-full bg-accent-wash pr-2 pl-3 font-medium text-accent text-xs hover:text-accent-strong max-sm:h-9"
    >
      <span className="truncate">{children}</span>
      <X className="size-3.5 shrink-0" aria-hidden="true" />
    </a>
  );
}

function go(event: { readonly currentTarget: HTMLAnchorElement; preventDefault: () => void } & Modifiers): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  goToSearch(event.currentTarget.pathname + event.currentTarget.search);
}
type Modifiers = { readonly metaKey: boolean; readonly ctrlKey: boolean; readonly shiftKey: boolean };

/** Amounts mean nothing without their currency; and where somebody stood, or what was open, was in another list. */
function without(...names: readonly FilterName[]): Record<string, null> {
  const all = names.includes("currency") ? [...names, "min", "max"] : names;
  return Object.fromEntries([...all, "cursor", "open"].map((name) => [name, null]));
}
