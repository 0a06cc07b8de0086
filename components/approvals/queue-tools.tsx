import { useTranslations } from "next-intl";
import { FilterChips } from "#components/filters/filter-chips.tsx";
import { FilterMenu } from "#components/filters/filter-menu.tsx";
import { goToSearch } from "#components/ui/go-to-search.ts";
import type { SearchChange } from "#components/ui/search-string.ts";
import { SortSelect } from "#components/ui/sort-select.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { APPROVAL_TABS, type ApprovalSort, type ApprovalTab, sortsOf } from "#lib/contracts/approval-tabs.ts";

type QueueToolsProps = {
  readonly search: string;
  readonly tab: ApprovalTab;
  readonly sort: ApprovalSort;
  readonly hrefWith: (change: SearchChange) => string;
};

/** Which refunds, in which order, narrowed by what: all of it has an address, and goes along from tab to tab. */
export function QueueTools({ search, tab, sort, hrefWith }: QueueToolsProps) {
  const t = useTranslations("approvals");
  const begin = { cursor: null, open: null };
  const named = (one: ApprovalSort) => (one === "newest" ? null : one);
  return (
    <div className="grid gap-3">
      <Tabs
        label={t("tabs")}
        tabs={APPROVAL_TABS.map((one) => ({
          href: hrefWith({
            ...begin,
            tab: one === "for-me" ? null : one,
            sort: sortsOf(one).includes(sort) ? named(sort) : null,
          }),
          label: t(`tab.${one}`),
          isCurrent: one === tab,
        }))}
      />
      <div className="flex items-start justify-between gap-2">
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <SortSelect
            label={t("sort")}
            value={sort}
            options={sortsOf(tab).map((value) => ({ value, label: t(`sorts.${value}`) }))}
            onSort={(value) => goToSearch(hrefWith({ ...begin, sort: named(value as ApprovalSort) }))}
          />
          <FilterChips list="approvals" search={search} />
        </div>
        <FilterMenu list="approvals" search={search} />
      </div>
    </div>
  );
}
