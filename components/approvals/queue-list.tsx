import { cx } from "#components/ui/cx.ts";
import { goToSearch } from "#components/ui/go-to-search.ts";
import { Pager } from "#components/ui/pager.tsx";
import { RowLinks } from "#components/ui/row-links.tsx";
import type { SearchChange } from "#components/ui/search-string.ts";
import type { ApprovalSort } from "#lib/contracts/approval-tabs.ts";
import type { ApprovalPageDto } from "#lib/contracts/views.ts";
import { ApprovalsTable } from "./approvals-table.tsx";
import { BulkBar, type BulkProps } from "./bulk-bar.tsx";
import { ChooseAll } from "./choose-row.tsx";
import { useSelection } from "./use-selection.ts";

type QueueListProps = Pick<BulkProps, "approveMany" | "onDone"> & {
  readonly page: ApprovalPageDto;
  /** These rows are of another page than the one that was asked for. */
  readonly isOld: boolean;
  /** Whether what waits here may be approved several at once. */
  readonly isForMe: boolean;
  readonly openId: string | null;
  readonly me: string;
  readonly sort: ApprovalSort;
  readonly hrefWith: (change: SearchChange) => string;
};

/** One page of the queue. Give it a key by its search: what is chosen is chosen of what can be seen. */
export function QueueList({ page, isOld, isForMe, openId, me, sort, hrefWith, ...bulk }: QueueListProps) {
  const selection = useSelection(isOld ? [] : page.items);
  const leftOut = page.items.filter(({ approve }) => !approve.may);
  const mayDecide = leftOut.every(({ approve }) => approve.may || approve.why !== "no_right");
  const offered = isForMe && mayDecide ? selection : null;
  return (
    <div className={cx("grid gap-3", isOld && "asking")} aria-busy={isOld}>
      <div className="overflow-hidden rounded-lg border bg-surface">
        {offered && <ChooseAll selection={offered} />}
        <RowLinks onGo={goToSearch}>
          <ApprovalsTable
            rows={page.items}
            deadline={page.deadline}
            openId={openId}
            me={me}
            hrefOf={(open) => hrefWith({ open })}
            selection={offered}
          />
        </RowLinks>
      </div>
      <Pager
        isByAge={sort === "newest"}
        newer={page.previous && hrefWith({ cursor: page.previous, open: null })}
        older={page.next && hrefWith({ cursor: page.next, open: null })}
        onGo={goToSearch}
      />
      {offered && <BulkBar selection={offered} leftOut={leftOut} limits={page.limits} {...bulk} />}
    </div>
  );
}
