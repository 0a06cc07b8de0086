"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";

/** The last list that somebody left by one of its rows, for going to its neighbours (`[` and `]`). */
export const LIST_MEMORY = "desk-list";

/** Widens the one link of each table row to the whole row for the mouse; the keyboard uses the link itself. */
export function RowLinks({ onGo, children }: { readonly onGo?: (href: string) => void; readonly children: ReactNode }) {
  const router = useRouter();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: a click anywhere does what the link in the row does, which has the keyboard.
    <div
      onClick={(event) => {
        const href = hrefOf(event);
        if (href === null) return;
        event.preventDefault();
        rememberList(event.currentTarget);
        if (onGo) onGo(href);
        else router.push(href);
      }}
    >
      {children}
    </div>
  );
}

function rememberList(list: Element): void {
  const links = [...list.querySelectorAll<HTMLAnchorElement>("a[data-row-link]")];
  sessionStorage.setItem(LIST_MEMORY, JSON.stringify(links.map((link) => link.pathname + link.search)));
}

function hrefOf(event: MouseEvent): string | null {
  if (!(event.target instanceof Element) || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0)
    return null;
  if (event.target.closest("button, label") || getSelection()?.toString()) return null;
  const link = event.target.closest("tr")?.querySelector<HTMLAnchorElement>("a[data-row-link]");
  return link ? link.pathname + link.search : null;
}
