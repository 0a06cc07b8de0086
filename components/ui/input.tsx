import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

const BOX =
  "rounded border border-line-strong bg-surface text-ink placeholder:text-ink-faint hover:border-ink-faint " +
  "focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-accent focus-visible:-outline-offset-1 " +
  "aria-invalid:border-red aria-invalid:focus-visible:outline-red disabled:bg-sunken disabled:text-ink-faint";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      className={cx(BOX, "h-9 w-full px-3 text-base read-only:bg-sunken max-sm:h-11 max-sm:text-lg", className)}
      {...rest}
    />
  );
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cx(BOX, "w-full px-3 py-2 text-base read-only:bg-sunken max-sm:text-lg", className)}
      {...rest}
    />
  );
}

/** Small ones stand among buttons, as wide as what they offer; their caller says how far their words stand in. */
export function Select({
  className,
  isSmall = false,
  children,
  ...rest
}: ComponentProps<"select"> & { readonly isSmall?: boolean }) {
  const shape = isSmall
    ? "h-7 max-w-full pr-1.5 text-sm max-sm:h-9 max-sm:w-full"
    : "h-9 w-full px-2.5 text-base max-sm:h-11";
  return (
    <select className={cx(BOX, "appearance-auto", shape, className)} {...rest}>
      {children}
    </select>
  );
}

export function Checkbox({
  className,
  label,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & { readonly label: string }) {
  return (
    <label className={cx("flex min-h-6 items-start gap-2.5 text-sm", className)}>
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent" {...rest} />
      <span>{label}</span>
    </label>
  );
}
