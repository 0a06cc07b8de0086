import {
  CircleCheckBig,
  Info,
  type LucideIcon,
  MessageCircleQuestionMark,
  Settings,
  TriangleAlert,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { Time } from "#components/ui/time.tsx";
import type { NoticeDto } from "#lib/contracts/notices.ts";
import { type NoticeTopic, topicOf } from "#lib/domain/notice.ts";
import { useNoticeText } from "./use-notice-text.ts";

const LOOKS: Readonly<Record<NoticeTopic, readonly [icon: LucideIcon, color: string]>> = {
  approvals: [CircleCheckBig, "text-violet"],
  trouble: [TriangleAlert, "text-orange"],
  progress: [Info, "text-green"],
  questions: [MessageCircleQuestionMark, "text-blue"],
  answers: [MessageCircleQuestionMark, "text-blue"],
  changes: [Settings, "text-ink-soft"],
};

export function NoticeRow({ notice, onOpen }: { readonly notice: NoticeDto; readonly onOpen: () => void }) {
  const t = useTranslations("notices");
  const text = useNoticeText();
  const [Icon, color] = LOOKS[topicOf(notice.kind)];
  return (
    <li>
      <Link
        href={notice.href}
        prefetch={false}
        onClick={onOpen}
        className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2.5 text-sm hover:bg-hover max-sm:grid-cols-[1.25rem_minmax(0,1fr)]"
      >
        <Icon className={cx("size-4 translate-y-0.5", color)} aria-hidden="true" />
        <span className={cx("min-w-0 break-words", notice.isRead ? "text-ink-soft" : "font-medium")}>
          {text(notice)}
          {!notice.isRead && (
            <>
              <span className="ml-2 inline-block size-2 rounded-full bg-accent align-middle" aria-hidden="true" />
              <span className="sr-only"> ({t("new")})</span>
            </>
          )}
        </span>
        <span className="figures text-ink-faint text-xs max-sm:col-start-2">
          <Time iso={notice.at} style="short" />
        </span>
      </Link>
    </li>
  );
}
