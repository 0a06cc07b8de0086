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
import { goToSearch } from "#components/ui/go-to-search.ts";
import { Pager } from "#components/ui/pager.tsx";
import { RowLinks } from "#components/ui/row-links.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { pickSearch, searchWith } from "#components/ui/search-string.ts";
import { SavedViews, type ViewActions } from "#components/views/saved-views.tsx";
import { FILTERS } from "#lib/contracts/filter-names.ts";
import type { OrderRowDto, PageDto } from "#lib/contracts/order.ts";
import { OrdersEmpty } from "./orders-empty.tsx";
import { ORDERS_SEARCH } from "./orders-search.ts";
import { OrdersTable } from "./orders-table.tsx";

/** The list of orders: drawn by the server once, then read on by the page itself. */
export function OrdersList({
  initial,
  initialSearch,
  viewActions,
}: {
  readonly initial: PageDto<OrderRowDto>;
  readonly initialSearch: string;
  readonly viewActions: ViewActions;
}) {
  const t = useTranslations("orders");
  const search = useOrdersSearch();
  const { data, dataUpdatedAt, isPlaceholderData, isError } = useDeskQuery<PageDto<OrderRowDto>>({
    queryKey: queryKeys.orders(search),
    path: `/api/desk/orders?${search}`,
    initial: search === initialSearch ? initial : undefined,
  });
  const page = data ?? initial;
  const rows = useLiveRows(page.items, idOf, isPlaceholderData || dataUpdatedAt === 0 ? null : search);
  const params = new URLSearchParams(search);
  const hrefWith = (change: Parameters<typeof searchWith>[1]) => `/orders?${searchWith(search, change)}`;

  return (
    <>
      <div className="group/tools mb-3 grid gap-2">
        <div className="flex items-center gap-2">
          <SearchBox
            label={t("search")}
            placeholder={t("searchHint")}
            value={params.get("q") ?? ""}
            keep={Object.fromEntries(FILTERS.orders.map((name) => [name, params.get(name)]))}
            onSearch={(q) => history.replaceState(null, "", hrefWith({ q, cursor: null }))}
            className="min-w-0 flex-1 sm:max-w-[28rem]"
          />
          <SavedViews list="orders" search={search} actions={viewActions} />
          <FilterMenu list="orders" search={search} />
        </div>
        <StatusCards list="orders" search={search} />
        <FilterChips list="orders" search={search} />
      </div>

      <LiveList rows={rows} isAsking={isPlaceholderData && !isError} arrived={t("arrived", { count: rows.arrived })}>
        {page.items.length === 0 ? (
          <OrdersEmpty search={search} />
        ) : (
          <RowLinks>
            <OrdersTable rows={rows.shown} />
          </RowLinks>
        )}
      </LiveList>
      <footer className="mt-3 flex items-center justify-between gap-4 text-ink-soft text-sm">
        <div className="flex flex-wrap items-center gap-3">
          <ExportLink subject="orders" search={search} />
          <LookedBack to={page.walkedTo} />
          <p aria-live="polite">{isError ? t("stale") : t("shown", { count: rows.shown.length })}</p>
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

const idOf = ({ orderId }: OrderRowDto) => orderId;

function useOrdersSearch(): string {
  return pickSearch(Object.fromEntries(useSearchParams()), ORDERS_SEARCH);
}
