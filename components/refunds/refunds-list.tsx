"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { ExportLink } from "#components/exports/export-link.tsx";
import { FilterChips } from "#components/filters/filter-chips.tsx";
import { FilterMenu } from "#components/filters/filter-menu.tsx";
import { LookedBack } from "#components/filters/looked-back.tsx";
import { StatusCards } from "#components/filters/status-cards.tsx";
import { LiveList } from "#components/live/live-list.tsx";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { useLiveRows } from "#components/live/use-live-rows.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { Pager } from "#components/ui/pager.tsx";
import { RowLinks } from "#components/ui/row-links.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { pickSearch, searchWith } from "#components/ui/search-string.ts";
import { SavedViews, type ViewActions } from "#components/views/saved-views.tsx";
import { FILTERS } from "#lib/contracts/filter-names.ts";
import type { PageDto } from "#lib/contracts/order.ts";
import type { RefundRowDto } from "#lib/contracts/refund.ts";
import { REFUNDS_SEARCH } from "./refunds-search.ts";
import { RefundsTable } from "./refunds-table.tsx";

type RefundPage = PageDto<RefundRowDto>;

export function RefundsList({
  initial,
  initialSearch,
  viewActions,
}: {
  readonly initial: RefundPage;
  readonly initialSearch: string;
  readonly viewActions: ViewActions;
}) {
  const t = useTranslations("refunds");
  const search = pickSearch(Object.fromEntries(useSearchParams()), REFUNDS_SEARCH);
  const {
    data: page = initial,
    dataUpdatedAt,
    isPlaceholderData,
    isError,
  } = useDeskQuery<RefundPage>({
    queryKey: queryKeys.refunds(search),
    path: `/api/desk/refunds?${search}`,
    initial: search === initialSearch ? initial : undefined,
  });
  const rows = useLiveRows(page.items, idOf, isPlaceholderData || dataUpdatedAt === 0 ? null : search);
  const params = new URLSearchParams(search);
  const hrefWith = (change: Parameters<typeof searchWith>[1]) => `/refunds?${searchWith(search, change)}`;
  return (
    <>
      <div className="group/tools mb-3 grid gap-2">
        <div className="flex items-center gap-2">
          <SearchBox
            label={t("search")}
            placeholder={t("searchHint")}
            value={params.get("q") ?? ""}
            keep={Object.fromEntries(FILTERS.refunds.map((name) => [name, params.get(name)]))}
            onSearch={(q) => history.replaceState(null, "", hrefWith({ q, cursor: null }))}
            className="min-w-0 flex-1 sm:max-w-[28rem]"
          />
          <SavedViews list="refunds" search={search} actions={viewActions} />
          <FilterMenu list="refunds" search={search} />
        </div>
        <StatusCards list="refunds" search={search} />
        <FilterChips list="refunds" search={search} />
      </div>
      <LiveList rows={rows} isAsking={isPlaceholderData && !isError} arrived={t("arrived", { count: rows.arrived })}>
        {page.items.length === 0 ? (
          <RefundsEmpty isFiltered={["q", ...FILTERS.refunds].some((name) => params.has(name))} />
        ) : (
          <RowLinks>
            <RefundsTable
              rows={rows.shown}
              columns={["reference", "state", "order", "customer", "gateway", "by", "requested", "amount"]}
            />
          </RowLinks>
        )}
      </LiveList>
      <footer className="mt-3 flex items-center justify-between gap-4">
        <div className="flex flex-wrap items-center gap-3">
          <ExportLink subject="refunds" search={search} />
          <LookedBack to={page.walkedTo} />
        </div>
        <Pager
          newer={page.previous && hrefWith({ cursor: page.previous })}
          older={page.next && hrefWith({ cursor: page.next })}
          onGo={goToSearch}
        />
      </footer>
    </>
  );
}

const idOf = ({ id }: RefundRowDto) => id;

function RefundsEmpty({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useTranslations("refunds.empty");
  return isFiltered ? (
    <EmptyState title={t("nothing")} action={<ButtonLink href="/refunds">{t("clear")}</ButtonLink>}>
      {t("nothingText")}
    </EmptyState>
  ) : (
    <EmptyState title={t("none")} action={<ButtonLink href="/orders">{t("toOrders")}</ButtonLink>}>
      {t("noneText")}
    </EmptyState>
  );
}
