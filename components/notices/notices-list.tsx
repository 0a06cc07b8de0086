"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { queryKeys } from "#components/live/query-keys.ts";
import { useDeskQuery } from "#components/live/use-desk-query.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Pager } from "#components/ui/pager.tsx";
import type { NoticePageDto, ReadNoticesInput } from "#lib/contracts/notices.ts";
import type { ActionResult } from "#lib/contracts/views.ts";
import { NoticeRow } from "./notice-row.tsx";

export type ReadNotices = (input: ReadNoticesInput) => Promise<ActionResult<null>>;

type NoticesListProps = {
  readonly initial: NoticePageDto;
  readonly search: string;
  readonly read: ReadNotices;
};

/** What one was told, newest first; opening one is reading it. */
export function NoticesList({ initial, search, read }: NoticesListProps) {
  const t = useTranslations("notices");
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const { data: page = initial } = useDeskQuery<NoticePageDto>({
    queryKey: queryKeys.notices(search),
    path: `/api/desk/notices?${search}`,
    initial,
  });
  const [newest] = page.items;
  if (!newest) return <Nothing />;
  const readAll = () => startReading(async () => void (await read({ noticeId: newest.id, andOlder: true })));
  return (
    <>
      <div className="mb-3 flex min-h-9 items-center justify-between gap-3">
        <p className="text-ink-soft text-sm">{t("unread", { count: page.unread })}</p>
        {page.unread > 0 && (
          <Button size="sm" pending={isReading} onClick={readAll}>
            {t("readAll")}
          </Button>
        )}
      </div>
      <ul aria-label={t("title")} className="divide-y overflow-hidden rounded-lg border bg-surface">
        {page.items.map((notice) => (
          <NoticeRow
            key={notice.id}
            notice={notice}
            onOpen={() => void read({ noticeId: notice.id, andOlder: false })}
          />
        ))}
      </ul>
      <footer className="mt-3 flex justify-end">
        <Pager
          newer={search ? "/notices" : null}
          older={page.next && `/notices?before=${page.next}`}
          onGo={(href) => router.push(href)}
        />
      </footer>
    </>
  );
}

function Nothing() {
  const t = useTranslations("notices.empty");
  return (
    <div className="rounded-lg border bg-surface">
      <EmptyState title={t("title")}>{t("text")}</EmptyState>
    </div>
  );
}
