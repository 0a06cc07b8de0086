import { cx } from "./cx.ts";

/** A grey bar where a text will be; give it the width of what comes. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden="true" className={cx("block h-3.5 animate-skeleton rounded-sm bg-line", className)} />;
}

export function SkeletonRows({ rows, widths }: { readonly rows: number; readonly widths: readonly string[] }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-b px-4 last:border-b-0">
          {widths.map((width, column) => (
            <Skeleton key={`${column} ${width}`} className={width} />
          ))}
        </div>
      ))}
    </div>
  );
}
