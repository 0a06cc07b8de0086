import { cx } from "./cx.ts";

/** A grey bar where a text will be; give it the width of what comes. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden="true" className={cx("block h-3.5 animate-skeleton rounded-sm bg-line", className)} />;
}
