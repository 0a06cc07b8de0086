import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { useShownCurrent } from "./use-shown-current.ts";

export type FilterLink = { readonly href: string; readonly label: ReactNode; readonly isCurrent: boolean };

/** A row of filters, each an address of its own. */
export function FilterLinks({
  label,
  links,
  onGo,
}: {
  readonly label: string;
  readonly links: readonly FilterLink[];
  readonly onGo: (href: string) => void;
}) {
  const nav = useShownCurrent(links.find(({ isCurrent }) => isCurrent)?.href);
  return (
    <nav
      ref={nav}
      aria-label={label}
      className="scroll-slim relative -mx-1 flex gap-1 overflow-x-auto px-1 py-1 lg:flex-wrap"
    >
      {links.map((link) => (
        <a
          key={link.href}
          href={link.href}
          aria-current={link.isCurrent ? "true" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onGo(link.href);
          }}
          className={cx(
            "inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-full border px-3 font-medium text-xs max-sm:h-9 [&_svg]:size-3.5",
            link.isCurrent
              ? "border-ink bg-ink text-paper"
              : "bg-surface text-ink-soft hover:border-line-strong hover:text-ink",
          )}
        >
          {link.label}
        </a>
      ))}
    </nav>
  );
}
