"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { useGatewayName } from "#components/refunds/gateway-name.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterLinks } from "#components/ui/filter-links.tsx";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { Select } from "#components/ui/input.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { RowLinks } from "#components/ui/row-links.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { pickSearch, searchWith } from "#components/ui/search-string.ts";
import type { NotificationPageDto } from "#lib/contracts/notifications.ts";
import { EFFECT_GROUPS } from "#lib/domain/notification-effect.ts";
import { NOTIFICATIONS_SEARCH } from "./notifications-search.ts";
import { NotificationsTable } from "./notifications-table.tsx";

type NotificationsListProps = { readonly initial: NotificationPageDto; readonly initialSearch: string };

/** Everything that came in by the gateways' door, genuine or not. */
export function NotificationsList({ initial, initialSearch }: NotificationsListProps) {
  const search = pickSearch(Object.fromEntries(useSearchParams()), NOTIFICATIONS_SEARCH);
  const {
    data: page = initial,
    isPlaceholderData,
    isError,
  } = useDeskQuery<NotificationPageDto>({
    queryKey: queryKeys.notifications(search),
    path: `/api/desk/notifications?${search}`,
    initial: search === initialSearch ? initial : undefined,
  });
  const hrefWith = (change: Parameters<typeof searchWith>[1]) => `/notifications?${searchWith(search, change)}`;
  return (
    <>
      <Filters search={search} accounts={page.accounts} hrefWith={hrefWith} />
      <div
        className={cx("rounded-lg border bg-surface", isPlaceholderData && !isError && "asking")}
        aria-busy={isPlaceholderData && !isError}
      >
        {page.items.length === 0 ? (
          <Nothing isFiltered={search !== ""} />
        ) : (
          <RowLinks>
            <NotificationsTable rows={page.items} />
          </RowLinks>
        )}
      </div>
      <footer className="mt-3 flex justify-end">
        <Pager
          newer={page.previous && hrefWith({ cursor: page.previous })}
          older={page.next && hrefWith({ cursor: page.next })}
          onGo={goToSearch}
        />
      </footer>
    </>
  );
}

type FiltersProps = Pick<NotificationPageDto, "accounts"> & {
  readonly search: string;
  readonly hrefWith: (change: Parameters<typeof searchWith>[1]) => string;
};

function Filters({ search, accounts, hrefWith }: FiltersProps) {
  const t = useTranslations("notifications");
  const gatewayName = useGatewayName();
  const params = new URLSearchParams(search);
  const value = (name: string) => params.get(name) ?? "";
  return (
    <div className="mb-3 grid gap-2">
      <div className="grid gap-2 sm:grid-cols-[minmax(0,28rem)_minmax(0,18rem)]">
        <SearchBox
          label={t("search")}
          placeholder={t("searchHint")}
          value={value("q")}
          keep={{ account: params.get("account"), effect: params.get("effect") }}
          onSearch={(q) => history.replaceState(null, "", hrefWith({ q, cursor: null }))}
        />
        <Select
          aria-label={t("account")}
          value={value("account")}
          onChange={(event) => goToSearch(hrefWith({ account: event.target.value, cursor: null }))}
        >
          <option value="">{t("allAccounts")}</option>
          {accounts.map(({ id, label, gateway }) => (
            <option key={id} value={id}>
              {gatewayName(gateway)} · {label}
            </option>
          ))}
        </Select>
      </div>
      <FilterLinks
        label={t("filter")}
        onGo={goToSearch}
        links={[
          { href: hrefWith({ effect: null, cursor: null }), label: t("all"), isCurrent: value("effect") === "" },
          ...EFFECT_GROUPS.map((effect) => ({
            href: hrefWith({ effect, cursor: null }),
            label: t(`group.${effect}`),
            isCurrent: value("effect") === effect,
          })),
        ]}
      />
    </div>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useTranslations("notifications.empty");
  return isFiltered ? (
    <EmptyState title={t("nothing")} action={<ButtonLink href="/notifications">{t("clear")}</ButtonLink>}>
      {t("nothingText")}
    </EmptyState>
  ) : (
    <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
  );
}
