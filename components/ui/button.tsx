import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "md" | "sm" | "lg";

type Look = { readonly look?: ButtonLook; readonly size?: ButtonSize };
type ButtonProps = ComponentProps<"button"> & Look & { readonly pending?: boolean; readonly icon?: ReactNode };

/** While pending it stays focused and named, and presses do nothing: no second request by a double click. */
export function Button({
  look = "secondary",
  size = "md",
  pending = false,
  icon,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass({ look, size }), pending && "opacity-70", className)}
      {...rest}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export function ButtonLink({
  look = "secondary",
  size = "md",
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Look & { readonly icon?: ReactNode }) {
  return (
    <Link className={cx(buttonClass({ look, size }), className)} {...rest}>
      {icon}
      {children}
    </Link>
  );
}

/** Opened and fetched ahead as a link; named, and pressed by `Space` too, as the button that people look for. */
export function LinkedButton(props: ComponentProps<typeof ButtonLink>) {
  return (
    <ButtonLink
      role="button"
      onKeyDown={(event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        event.currentTarget.click();
      }}
      {...props}
    />
  );
}

export function buttonClass({ look = "secondary", size = "md" }: Look): string {
  return cx(
    "inline-flex select-none items-center justify-center gap-1.5 whitespace-nowrap rounded border font-medium transition-colors",
    "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-faint [&_svg]:shrink-0",
    SIZES[size],
    LOOKS[look],
  );
}

const SIZES: Readonly<Record<ButtonSize, string>> = {
  sm: "h-7 px-2.5 text-sm max-sm:h-9",
  md: "h-9 px-3.5 text-sm max-sm:h-11",
  lg: "h-11 px-5 text-base",
};

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary: "border-transparent bg-accent text-accent-contrast hover:bg-accent-strong",
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover",
  quiet: "border-transparent bg-transparent text-ink-soft hover:bg-hover hover:text-ink",
  danger: "border-transparent bg-red text-red-contrast hover:opacity-90",
};

export function Spinner() {
  return (
    <svg viewBox="0 0 16 16" className="size-4 animate-spin" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeOpacity="0.25" strokeWidth="2" />
      <path d="M14 8a6 6 0 0 0-6-6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
