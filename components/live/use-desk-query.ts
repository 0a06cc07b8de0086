"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useRecentHints } from "./live-provider.tsx";
import { readDesk } from "./read-desk.ts";

type DeskQuery<T> = {
  readonly queryKey: readonly unknown[];
  readonly path: string;
  /** What the server drew the page with, if it is for this key. */
  readonly initial: T | undefined;
  /** For what no hint tells of. */
  readonly everyMs?: number | false;
};

/** What pages were drawn with that have been shown. The browser's history brings it back as old as it is by then. */
const shown = new WeakSet<object>();

/** A reading of the desk: begins with what the page came with, stays true by the live stream. */
export function useDeskQuery<T extends object>({ queryKey, path, initial, everyMs = false }: DeskQuery<T>) {
  const recent = useRecentHints();
  const isOld = () => initial !== undefined && (shown.has(initial) || recent.touched(queryKey));
  const [drawnAt] = useState(() => (isOld() ? 0 : Date.now()));
  useEffect(() => {
    if (initial) shown.add(initial);
  }, [initial]);
  return useQuery<T>({
    queryKey,
    queryFn: ({ signal }) => readDesk<T>(path, signal),
    ...(initial === undefined ? {} : { initialData: initial, initialDataUpdatedAt: drawnAt }),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
}
