"use client";

import { useEffect, useState } from "react";

/** Whole seconds left, counted by the browser; null before it counts and where there is nothing to count. */
export function useSecondsUntil(iso: string | null): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (!iso) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [iso]);
  return iso && now !== null ? Math.ceil((Date.parse(iso) - now) / 1000) : null;
}
