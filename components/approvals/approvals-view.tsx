"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import type { RefundActions } from "#components/refunds/actions.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { PageEmpty } from "#components/ui/page-empty.tsx";
import { pickSearch, searchWith } from "#components/ui/search-string.ts";
import { APPROVAL_SORTS, APPROVAL_TABS, type ApprovalTab } from "#lib/contracts/approval-tabs.ts";
import { FILTERS } from "#lib/contracts/filter-names.ts";
import type { ApprovalRowDto, EachDecidedDto } from "#lib/contracts/refund.ts";
import type { ApprovalPageDto, RefundViewDto } from "#lib/contracts/views.ts";
import type { QueueActions } from "./actions.ts";
import { APPROVALS_SEARCH } from "./approvals-search.ts";
import { BulkResult, type Outcome } from "./bulk-result.tsx";
import { QueueList } from "./queue-list.tsx";
import { QueueTools } from "./queue-tools.tsx";
import { Sheet } from "./sheet.tsx";
import { sumText } from "./sum-text.ts";
import { type Approved, UndoBar } from "./undo-bar.tsx";
import { useStandingId } from "./use-standing-id.ts";

/** What is left of the time shrinks without any hint. */
const LOOK_AGAIN_MS = 60_000;

type ApprovalsViewProps = {
  readonly initial: ApprovalPageDto;
  readonly initialSearch: string;
  readonly initialOpen: RefundViewDto | null;
  readonly me: string;
  readonly actions: RefundActions;
  readonly queueActions: QueueActions;
};

/** What waits on the left, the sealed sheet of the open one on the right; on a phone one after the other. */
export function ApprovalsView({ initial, initialSearch, initialOpen, me, actions, queueActions }: ApprovalsViewProps) {
  const search = pickSearch(Object.fromEntries(useSearchParams()), APPROVALS_SEARCH);
  const [approved, setApproved] = useState<Approved | null>(null);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  // The button that was pressed is gone with what it was about; the keyboard goes on from what came of it.
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcomes.length > 0) answer.current?.focus();
  }, [outcomes]);
  const listSearch = searchWith(search, { open: null });
  const { data: page = initial, isPlaceholderData } = useDeskQuery<ApprovalPageDto>({
    queryKey: queryKeys.approvals(listSearch),
    path: `/api/desk/approvals?${listSearch}`,
    initial: listSearch === searchWith(initialSearch, { open: null }) ? initial : undefined,
    everyMs: LOOK_AGAIN_MS,
  });

  const params = new URLSearchParams(search);
  const tab = APPROVAL_TABS.find((one) => one === params.get("tab")) ?? "for-me";
  const sort = APPROVAL_SORTS.find((one) => one === params.get("sort")) ?? "newest";
  const isFiltered = FILTERS.approvals.some((name) => params.has(name));
  const chosen = params.get("open");
  const standing = useStandingId(page.items, isPlaceholderData ? null : listSearch);
  const openId = chosen ?? standing;
  const hrefWith = (change: Parameters<typeof searchWith>[1]) => `/approvals?${searchWith(search, change)}`;
  const goToNext = (done: Approved | null) => {
    setApproved(done);
    setOutcomes([]);
    goToSearch(hrefWith({ open: chosen && nextOf(page.items, openId) }));
  };
  const showOutcomes = (rows: readonly ApprovalRowDto[], answers: readonly EachDecidedDto[]) => {
    setApproved(approvedOf(rows, answers));
    setOutcomes(
      rows.flatMap((row) => answers.flatMap((answer) => (answer.refundId === row.id ? { row, answer } : []))),
    );
    goToSearch(hrefWith({ open: null }));
  };

  return (
    <>
      <div className={cx("mb-4", chosen && "max-lg:hidden")}>
        <QueueTools search={search} tab={tab} sort={sort} hrefWith={hrefWith} />
      </div>
      <div ref={answer} tabIndex={-1} className="outline-none">
        {approved && <UndoBar key={approved.ids.join()} approved={approved} undo={queueActions.undo} />}
        <BulkResult outcomes={outcomes} onClose={() => setOutcomes([])} />
      </div>
      {page.items.length === 0 && !chosen ? (
        <div className="rounded-lg border bg-surface">
          {params.has("cursor") ? (
            <PageEmpty first={hrefWith({ cursor: null })} />
          ) : (
            <Nothing tab={tab} all={isFiltered ? hrefWith(WITHOUT_FILTERS) : null} />
          )}
        </div>
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[19rem_minmax(0,1fr)] xl:grid-cols-[25rem_minmax(0,1fr)]">
          <div className={cx("min-w-0", chosen && "max-lg:hidden")}>
            <QueueList
              key={listSearch}
              page={page}
              isOld={isPlaceholderData}
              isForMe={tab === "for-me"}
              openId={openId}
              me={me}
              sort={sort}
              hrefWith={hrefWith}
              approveMany={queueActions.approveMany}
              onDone={showOutcomes}
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

const WITHOUT_FILTERS = Object.fromEntries([...FILTERS.approvals, "cursor", "open"].map((name) => [name, null]));

/** Nothing to do, or nothing that fits: `all` leads from the filters to the whole tab. */
function Nothing({ tab, all }: { readonly tab: ApprovalTab; readonly all: string | null }) {
  const t = useTranslations("approvals.empty");
  const tabs = useTranslations("approvals.tab");
  if (!all) return <EmptyState title={t(tab)}>{t("text")}</EmptyState>;
  return (
    <EmptyState title={t("nothing")} action={<ButtonLink href={all}>{t("clear")}</ButtonLink>}>
      {t("nothingText", { tab: tabs(tab) })}
    </EmptyState>
  );
}

/** Those of several that are in line now. */
function approvedOf(rows: readonly ApprovalRowDto[], answers: readonly EachDecidedDto[]): Approved | null {
  const leaving = answers.flatMap((answer) =>
    answer.ok && answer.leavesAt ? [[answer.refundId, answer.leavesAt]] : [],
  );
  const ids = leaving.map(([id = ""]) => id);
  const [leavesAt] = leaving.map(([, at = ""]) => at).sort();
  return leavesAt ? { ids, leavesAt, amount: sumText(rows.filter(({ id }) => ids.includes(id))) } : null;
}

/** The one below, else the one above; none where it was the last. */
function nextOf(rows: readonly ApprovalRowDto[], id: string | null): string | null {
  const at = rows.findIndex((row) => row.id === id);
  return (rows[at + 1] ?? rows[at - 1])?.id ?? null;
}
