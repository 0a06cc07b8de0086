import { ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import type { LiveRows } from "./use-live-rows.ts";

type LiveListProps = {
  readonly rows: Pick<LiveRows<object>, "list" | "arrived" | "showAll">;
  /** Other rows were asked for; these are still the old ones. */
  readonly isAsking: boolean;
  /** "3 new orders – show". */
  readonly arrived: string;
  readonly children: ReactNode;
};

/** The frame of a list whose rows are live; what arrived waits over its head until it is asked for. */
export function LiveList({ rows, isAsking, arrived, children }: LiveListProps) {
  return (
    <div
      ref={rows.list}
      className={cx("relative rounded-lg border bg-surface", isAsking && "asking")}
      aria-busy={isAsking}
    >
      <div
        aria-live="polite"
        className="no-print pointer-events-none absolute inset-x-0 -top-3.5 z-20 flex justify-center [&>*]:pointer-events-auto"
      >
        {rows.arrived > 0 && (
          <Button
            look="primary"
            size="sm"
            onClick={rows.showAll}
            icon={<ArrowUp className="size-3.5" aria-hidden="true" />}
            className="rounded-full shadow-pop"
          >
            {arrived}
          </Button>
        )}
      </div>
      {children}
    </div>
  );
}
