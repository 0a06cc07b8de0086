"use client";

import { useEffect, useSyncExternalStore } from "react";

type Toast = { readonly id: number; readonly text: string };

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const NONE: readonly Toast[] = [];

/** Says that something small is done ("Copied"). Never for money: a refund's news stands on its page. */
export function toast(text: string): void {
  toasts = [...toasts.slice(-2), { id: nextId++, text }];
  tell();
}

/**
 * The one place where toasts appear; the layout holds it. An own one of forty lines, because the known libraries
 * write style elements that the page's content security policy forbids.
 */
export function ToastHost() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-50 grid justify-items-center gap-2 px-4 lg:bottom-6"
    >
      {shown.map((one) => (
        <ToastLine key={one.id} toast={one} />
      ))}
    </div>
  );
}

function ToastLine({ toast: { id, text } }: { readonly toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => {
      toasts = toasts.filter((other) => other.id !== id);
      tell();
    }, 4000);
    return () => clearTimeout(timer);
  }, [id]);
  return <p className="rounded bg-ink px-3.5 py-2 font-medium text-paper text-sm shadow-pop">{text}</p>;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
