import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

/**
 * On narrow screens the frame scrolls sideways, never the page. `fits` is for tables whose columns leave with the
 * width (`max-lg:hidden`): they need no frame, and so their heads can stay in sight. `isPlain` is for tables without
 * anything to press: there the frame itself takes the focus, or it could not be scrolled by keyboard.
 */
export function Table({
  fits = false,
  isPlain = false,
  className,
  children,
  ...rest
}: ComponentProps<"table"> & { readonly fits?: boolean; readonly isPlain?: boolean }) {
  const table = (
    <table
      className={cx(
        "rows w-full border-separate border-spacing-0 text-sm",
        fits &&
          "max-sm:table-fixed max-sm:[&_th:first-child]:w-[46%] [&_th]:sticky [&_th]:top-13 [&_th]:z-10 lg:[&_th]:top-0",
        className,
      )}
      {...rest}
    >
      {children}
    </table>
  );
  if (fits) return table;
  return (
    <div className="scroll-slim overflow-x-auto" tabIndex={isPlain ? 0 : undefined}>
      {table}
    </div>
  );
}

type Cell = { readonly numeric?: boolean };

export function Th({ numeric, className, ...rest }: ComponentProps<"th"> & Cell) {
  return (
    <th
      scope="col"
      className={cx(
        "h-9 whitespace-nowrap border-b bg-surface px-3 font-medium text-ink-soft text-xs first:pl-4 first:rounded-tl-lg last:rounded-tr-lg last:pr-4",
        numeric ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<"td"> & Cell) {
  return <td className={cx(numeric && "figures text-right", className)} {...rest} />;
}
