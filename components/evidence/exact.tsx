import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

/** What is compared sign by sign: an ID, a reference, a hash. */
export function Exact({ quiet = false, children }: { readonly quiet?: boolean; readonly children: ReactNode }) {
  return <span className={cx("break-all font-mono text-[0.93em]", quiet && "text-ink-soft")}>{children}</span>;
}
