import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

type BannerProps = {
  /** An alert interrupts who listens to the page; a status waits until they pause. */
  readonly role: "alert" | "status";
  readonly tone?: "amber" | "red";
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
};

/** A sentence about the whole desk, above every page. */
export function Banner({ role, tone = "amber", icon: Icon, title, children }: BannerProps) {
  return (
    <div
      role={role}
      className={cx(
        "flex items-start gap-2.5 border-b px-4 py-2.5 text-sm sm:px-6 lg:px-8",
        tone === "red" ? "bg-red-wash" : "bg-amber-wash",
      )}
    >
      <Icon className={cx("mt-0.5 size-4 shrink-0", tone === "red" ? "text-red" : "text-amber")} aria-hidden="true" />
      <p>
        <strong className="font-semibold">{title}.</strong> {children}
      </p>
    </div>
  );
}
