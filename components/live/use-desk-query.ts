"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readDesk } from "./read-desk.ts";

type DeskQuery<T> = {
  readonly queryKey: readonly unknown[];
  readonly path: string;
  /** What the server drew the page with, if it is for this key. */
  readonly initial: T | undefined;
};

/** A reading of the desk: begins with what the page came with, stays true by the live stream. */
export function useDeskQuery<T>({ queryKey, path, initial }: DeskQuery<T>) {
  const [drawnAt] = useState(() => Date.now());
  return useQuery<T>({
    queryKey,
    queryFn: ({ signal }) => readDesk<T>(path, signal),
    ...(initial === undefined ? {} : { initialData: initial, initialDataUpdatedAt: drawnAt }),
    placeholderData: keepPreviousData,
  });
}
