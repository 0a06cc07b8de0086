import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export function Card({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return <div className={cx("rounded-lg border bg-surface", className)}>{children}</div>;
}

type SectionProps = {
  readonly title: string;
  readonly id: string;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly flush?: boolean;
  readonly children: ReactNode;
};

/**
 * A card with a heading, and a landmark named by it. `flush` leaves the padding to the content, as for tables, and only
 * clips: were it a scroller of its own, their sticky heads would stand on the first row.
 */
export function Section({ title, id, aside, className, flush = false, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className={cx("min-w-0 rounded-lg border bg-surface", className)}>
      <header className="flex min-h-11 items-center justify-between gap-3 px-4 pt-2.5 pb-1.5">
        <h2 id={id} className="font-semibold text-sm">
          {title}
        </h2>
        {aside}
      </header>
      <div className={flush ? "overflow-clip rounded-b-lg" : "px-4 pb-4"}>{children}</div>
    </section>
  );
}

/** Facts as pairs: the name quiet, the value plain. */
export function Facts({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <dl className={cx("grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm", className)}>
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
