import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type Tone = "violet" | "amber" | "grey" | "blue" | "orange" | "red" | "green" | "accent";

const WASHED: Readonly<Record<Tone, string>> = {
  violet: "bg-violet-wash text-violet",
  amber: "bg-amber-wash text-amber",
  grey: "bg-grey-wash text-grey",
  blue: "bg-blue-wash text-blue",
  orange: "bg-orange-wash text-orange",
  red: "bg-red-wash text-red",
  green: "bg-green-wash text-green",
  accent: "bg-accent-wash text-accent",
};

/** A word in a colour; the word always carries the meaning, the colour only helps the eye. */
export function Chip({
  tone = "grey",
  icon,
  outlined = false,
  className,
  children,
}: {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly outlined?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={cx(
        "inline-flex h-[1.375rem] items-center align-middle gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs [&_svg]:size-3.5 [&_svg]:shrink-0",
        WASHED[tone],
        outlined && "ring-1 ring-current ring-inset",
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
