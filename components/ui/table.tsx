import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

/** The frame scrolls sideways on narrow screens, never the page. */
export function Table({ className, children, ...rest }: ComponentProps<"table">) {
  return (
    <div className="scroll-slim overflow-x-auto">
      <table className={cx("w-full border-separate border-spacing-0 text-sm", className)} {...rest}>
        {children}
      </table>
    </div>
  );
}

type Cell = { readonly numeric?: boolean };

export function Th({ numeric, className, ...rest }: ComponentProps<"th"> & Cell) {
  return (
    <th
      scope="col"
      className={cx("h-9 whitespace-nowrap border-b bg-surface px-3 font-medium text-ink-soft text-xs first:pl-4 last:pr-4", numeric ? "text-right" : "text-left", className)}
      {...rest}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<"td"> & Cell) {
  return <td className={cx(CELL, numeric && "figures text-right", className)} {...rest} />;
}

/** The cell's class alone, for rows that are drawn by the fifty. */
export const CELL = "h-9 border-b px-3 first:pl-4 last:pr-4 max-sm:h-11 [tr:last-child>&]:border-b-0";
