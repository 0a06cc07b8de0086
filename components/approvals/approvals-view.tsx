"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import type { RefundActions } from "#components/refunds/actions.ts";
import { cx } from "#components/ui/cx.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { Pager } from "#components/ui/pager.tsx";
import { RowLinks } from "#components/ui/row-links.tsx";
import { pickSearch, searchWith } from "#components/ui/search-string.ts";
import { Tabs } from "#components/ui/tabs.tsx";
import { APPROVAL_TABS, type ApprovalTab } from "#lib/contracts/approval-tabs.ts";
import type { ApprovalRowDto } from "#lib/contracts/refund.ts";
import type { ApprovalPageDto, RefundViewDto } from "#lib/contracts/views.ts";
import { APPROVALS_SEARCH } from "./approvals-search.ts";
import { ApprovalsTable } from "./approvals-table.tsx";
import { Sheet } from "./sheet.tsx";
import { UndoBar } from "./undo-bar.tsx";

/** What is left of the time shrinks without any hint. */
const LOOK_AGAIN_MS = 60_000;

type ApprovalsViewProps = {
  readonly initial: ApprovalPageDto;
  readonly initialSearch: string;
  readonly initialOpen: RefundViewDto | null;
  readonly me: string;
  readonly actions: RefundActions;
};

/** What waits on the left, the sealed sheet of the open one on the right; on a phone one after the other. */
export function ApprovalsView({ initial, initialSearch, initialOpen, me, actions }: ApprovalsViewProps) {
  const t = useTranslations("approvals");
  const search = pickSearch(Object.fromEntries(useSearchParams()), APPROVALS_SEARCH);
  const [decided, setDecided] = useState<string | null>(null);
  const listSearch = searchWith(search, { open: null });
  const { data: page = initial, isPlaceholderData } = useDeskQuery<ApprovalPageDto>({
    queryKey: queryKeys.approvals(listSearch),
    path: `/api/desk/approvals?${listSearch}`,
    initial: listSearch === searchWith(initialSearch, { open: null }) ? initial : undefined,
    everyMs: LOOK_AGAIN_MS,
  });

  const params = new URLSearchParams(search);
  const tab = APPROVAL_TABS.find((one) => one === params.get("tab")) ?? "for-me";
  const chosen = params.get("open");
  const openId = chosen ?? page.items[0]?.id ?? null;
  const hrefWith = (change: Parameters<typeof searchWith>[1]) => `/approvals?${searchWith(search, change)}`;
  const goToNext = () => {
    setDecided(openId);
    goToSearch(hrefWith({ open: chosen && nextOf(page.items, openId) }));
  };

  return (
    <>
      <div className={cx("mb-4", chosen && "max-lg:hidden")}>
        <Tabs
          label={t("tabs")}
          tabs={APPROVAL_TABS.map((one) => ({
            href: one === "for-me" ? "/approvals" : `/approvals?tab=${one}`,
            label: t(`tab.${one}`),
            isCurrent: one === tab,
          }))}
        />
      </div>
      {decided && <UndoBar key={decided} id={decided} withdraw={actions.withdraw} />}
      {page.items.length === 0 && !chosen ? (
        <Nothing tab={tab} />
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[19rem_minmax(0,1fr)] xl:grid-cols-[25rem_minmax(0,1fr)]">
          <div className={cx("grid gap-3", chosen && "max-lg:hidden", isPlaceholderData && "opacity-60")}>
            <div className="overflow-hidden rounded-lg border bg-surface">
              <RowLinks onGo={goToSearch}>
                <ApprovalsTable
                  rows={page.items}
                  deadline={page.deadline}
                  openId={openId}
                  me={me}
                  hrefOf={(open) => hrefWith({ open })}
                />
              </RowLinks>
            </div>
            <Pager
              newer={page.previous && hrefWith({ cursor: page.previous, open: null })}
              older={page.next && hrefWith({ cursor: page.next, open: null })}
              onGo={goToSearch}
            />
          </div>
          {openId && (
            <div className={cx(!chosen && "max-lg:hidden")}>
              <Sheet
                key={openId}
                id={openId}
                initial={initialOpen?.refund.id === openId ? initialOpen : undefined}
                actions={actions}
                back={hrefWith({ open: null })}
                onDone={goToNext}
              />
            </div>
          )}
        </div>
      )}
    </>
  );
}

function Nothing({ tab }: { readonly tab: ApprovalTab }) {
  const t = useTranslations("approvals.empty");
  return (
    <div className="rounded-lg border bg-surface">
      <EmptyState title={t(tab)}>{t("text")}</EmptyState>
    </div>
  );
}

/** The one below, else the one above; none where it was the last. */
function nextOf(rows: readonly ApprovalRowDto[], id: string | null): string | null {
  const at = rows.findIndex((row) => row.id === id);
  return (rows[at + 1] ?? rows[at - 1])?.id ?? null;
}
