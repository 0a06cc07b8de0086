import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

type NoticeTone = "info" | "good" | "warning" | "danger";

const LOOK = {
  info: [Info, "border-line bg-sunken text-ink", "text-ink-soft"],
  good: [CircleCheck, "border-transparent bg-green-wash text-ink", "text-green"],
  warning: [TriangleAlert, "border-transparent bg-amber-wash text-ink", "text-amber"],
  danger: [CircleAlert, "border-transparent bg-red-wash text-ink", "text-red"],
} as const;

type NoticeProps = {
  readonly tone?: NoticeTone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
  /** Spoken at once when it appears: for answers to what the person just did. */
  readonly urgent?: boolean;
};

export function Notice({ tone = "info", title, children, action, className, urgent = false }: NoticeProps) {
  const [Icon, frame, iconColour] = LOOK[tone];
  return (
    <div
      role={urgent ? "alert" : undefined}
      className={cx("flex items-start gap-2.5 rounded border px-3.5 py-2.5 text-sm", frame, className)}
    >
      <Icon className={cx("mt-0.5 size-4 shrink-0", iconColour)} aria-hidden="true" />
      <div className="grid min-w-0 flex-1 gap-0.5">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-ink-soft">{children}</div>}
      </div>
      {action}
    </div>
  );
}
