"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { queryKeys } from "#components/live/query-keys.ts";
import { readDesk } from "#components/live/read-desk.ts";
import { cx } from "#components/ui/cx.ts";

const MOST_SHOWN = 99;

/** The way to one's notices, and how many of them are new. */
export function Bell() {
  const t = useTranslations("shell.notices");
  const isCurrent = usePathname() === "/notices";
  const { data } = useQuery({
    queryKey: queryKeys.unreadNotices(),
    queryFn: ({ signal }) => readDesk<{ readonly unread: number }>("/api/desk/notices/unread", signal),
  });
  const unread = data?.unread ?? 0;
  return (
    <Link
      href="/notices"
      prefetch={false}
      aria-current={isCurrent ? "page" : undefined}
      className={cx(
        "relative flex h-9 items-center gap-2.5 rounded px-2.5 font-medium text-sm max-lg:size-11 max-lg:justify-center max-lg:px-0",
        isCurrent ? "bg-accent-wash text-accent" : "text-ink-soft hover:bg-hover hover:text-ink",
      )}
    >
      <BellIcon className="size-4 max-lg:size-5" aria-hidden="true" />
      <span className="max-lg:sr-only">{t("title")}</span>
      <span aria-live="polite" className="contents">
        {unread > 0 && (
          <span className="figures ml-auto rounded-full bg-accent px-1.5 font-semibold text-accent-contrast text-xs leading-5 max-lg:absolute max-lg:top-0.5 max-lg:right-0 max-lg:px-1 max-lg:text-2xs max-lg:leading-4">
            <span aria-hidden="true">{unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}</span>
            <span className="sr-only">{t("unread", { count: unread })}</span>
          </span>
        )}
      </span>
    </Link>
  );
}
