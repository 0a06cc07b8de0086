"use client";

import { useQuery } from "@tanstack/react-query";
import type { FrozenDto, PausedAccountDto, StoppedAccountDto } from "#lib/contracts/gateway-account.ts";
import { queryKeys } from "./query-keys.ts";
import { readDesk } from "./read-desk.ts";

type DeskStatus = {
  readonly worker: { readonly alive: boolean; readonly lastBeatAt: string | null };
  readonly paused: readonly PausedAccountDto[];
  /** Names of invariants that do not hold. */
  readonly broken: readonly string[];
  readonly stopped: readonly StoppedAccountDto[];
  readonly frozen: FrozenDto | null;
};

/** What holds for the desk as a whole; read once for all banners. */
export function useDeskStatus() {
  return useQuery({
    queryKey: queryKeys.status(),
    queryFn: ({ signal }) => readDesk<DeskStatus>("/api/desk/status", signal),
    refetchInterval: 30_000,
  });
}
