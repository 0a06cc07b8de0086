"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const PLACES: Readonly<Record<string, string>> = { o: "/orders", r: "/refunds", a: "/approvals", s: "/support" };
/** How long a `G` waits for its second key. */
const PAIR_MS = 1_000;

/**
 * The desk by keyboard: `/` searches, `G` and a letter goes to a place, `J` and `K` walk through rows, and a letter
 * presses the button that carries it. No key moves money: what it opens still asks to confirm.
 */
export function Keys() {
  const router = useRouter();
  useEffect(() => {
    let goUntil = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const place = event.timeStamp < goUntil ? PLACES[key] : undefined;
      goUntil = key === "g" ? event.timeStamp + PAIR_MS : 0;
      if (place) router.push(place);
      else if (!press(key)) return;
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [router]);
  return null;
}

/** While a dialog asks something, only its own keys count. */
function isTyping(target: EventTarget | null): boolean {
  return (
    (target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null) ||
    document.querySelector("[role=dialog]") !== null
  );
}

function press(key: string): boolean {
  if (key === "/") return focus(document.querySelector<HTMLElement>("input[type=search]"));
  if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  const button = document.querySelector<HTMLButtonElement>(`button[data-hotkey="${CSS.escape(key)}"]:not(:disabled)`);
  if (!button?.checkVisibility()) return false;
  button.click();
  return true;
}

function walk(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("a[data-row-link]")].filter((row) => row.checkVisibility());
  const at = rows.indexOf(document.activeElement as HTMLElement);
  return focus(rows[at < 0 ? 0 : at + step]);
}

function focus(element: HTMLElement | null | undefined): boolean {
  element?.focus();
  return element !== null && element !== undefined;
}
