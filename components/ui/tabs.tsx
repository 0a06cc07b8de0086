import Link from "next/link";
import { cx } from "./cx.ts";

export type Tab = {
  readonly href: string;
  readonly label: string;
  readonly isCurrent: boolean;
  readonly count?: number | undefined;
};

/** Tabs that are addresses: each is a link, the current one says so. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="scroll-slim -mx-1 flex overflow-x-auto border-b px-1">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          prefetch={false}
          aria-current={tab.isCurrent ? "page" : undefined}
          className={cx(
            "-mb-px whitespace-nowrap border-b-2 px-3 py-2 font-medium text-sm",
            tab.isCurrent ? "border-accent text-ink" : "border-transparent text-ink-soft hover:text-ink",
          )}
        >
          {tab.label}
          {tab.count !== undefined && <span className="figures ml-1.5 text-ink-faint">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
