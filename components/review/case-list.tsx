"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { PageEmpty } from "#components/ui/page-empty.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { pickSearch, type SearchChange, searchWith } from "#components/ui/search-string.ts";
import { CASE_FILTERS } from "#lib/contracts/case-names.ts";
import type { PageDto } from "#lib/contracts/order.ts";
import type { AnyCaseDto } from "#lib/contracts/review.ts";
import type { ReviewActions } from "./actions.ts";
import { CaseCard } from "./case-card.tsx";
import { CaseTools } from "./case-tools.tsx";
import { PaymentCaseCard } from "./payment-case-card.tsx";
import { REVIEW_SEARCH } from "./review-search.ts";

type CaseListProps = {
  readonly initial: PageDto<AnyCaseDto>;
  readonly initialSearch: string;
  readonly actions: ReviewActions;
};

/** The queue of what no machine can decide, about refunds and about payments. */
export function CaseList({ initial, initialSearch, actions }: CaseListProps) {
  const search = pickSearch(Object.fromEntries(useSearchParams()), REVIEW_SEARCH);
  const { data: page = initial, isPlaceholderData } = useDeskQuery<PageDto<AnyCaseDto>>({
    queryKey: queryKeys.cases(search),
    path: `/api/desk/cases?${search}`,
    initial: search === initialSearch ? initial : undefined,
  });
  const params = new URLSearchParams(search);
  const isFiltered = CASE_FILTERS.some((name) => params.has(name));
  const hrefWith = (change: SearchChange) => `/review?${searchWith(search, change)}`;
  return (
    <>
      {(page.items.length > 0 || search !== "") && <CaseTools params={params} hrefWith={hrefWith} />}
      {page.items.length === 0 ? (
        <div className="rounded-lg border bg-surface">
          {params.has("cursor") ? (
            <PageEmpty first={hrefWith({ cursor: null })} />
          ) : (
            <NoCases all={isFiltered ? hrefWith(WITHOUT_FILTERS) : null} />
          )}
        </div>
      ) : (
        <ul className={cx("mb-3 grid gap-4", isPlaceholderData && "asking")} aria-busy={isPlaceholderData}>
          {page.items.map((entry) => (
            <li key={entry.id}>
              {"refund" in entry ? (
                <CaseCard entry={entry} actions={actions} />
              ) : (
                <PaymentCaseCard entry={entry} actions={actions} />
              )}
            </li>
          ))}
        </ul>
      )}
      <Pager
        isByAge={params.get("sort") === "newest"}
        newer={page.previous && hrefWith({ cursor: page.previous })}
        older={page.next && hrefWith({ cursor: page.next })}
        onGo={goToSearch}
      />
    </>
  );
}

const WITHOUT_FILTERS = Object.fromEntries([...CASE_FILTERS, "cursor"].map((name) => [name, null]));

/** Nothing to do, or nothing that fits: `all` leads to what the filters hide. */
function NoCases({ all }: { readonly all: string | null }) {
  const t = useTranslations("review");
  if (!all) return <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>;
  return (
    <EmptyState title={t("nothing")} action={<ButtonLink href={all}>{t("clear")}</ButtonLink>}>
      {t("nothingText")}
    </EmptyState>
  );
}
