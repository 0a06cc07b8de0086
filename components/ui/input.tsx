import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

const BOX =
  "w-full rounded border border-line-strong bg-surface text-ink placeholder:text-ink-faint hover:border-ink-faint " +
  "focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-accent focus-visible:-outline-offset-1 " +
  "aria-invalid:border-red aria-invalid:focus-visible:outline-red disabled:bg-sunken disabled:text-ink-faint";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      className={cx(BOX, "h-9 px-3 text-base read-only:bg-sunken max-sm:h-11 max-sm:text-lg", className)}
      {...rest}
    />
  );
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cx(BOX, "px-3 py-2 text-base read-only:bg-sunken max-sm:text-lg", className)}
      {...rest}
    />
  );
}

export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <select className={cx(BOX, "h-9 appearance-auto px-2.5 text-base max-sm:h-11", className)} {...rest}>
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
