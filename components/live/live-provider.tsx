"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { LiveHint } from "#lib/contracts/live.ts";
import { joinLiveStream, type LiveStatus } from "./live-stream.ts";
import { queriesTouchedBy } from "./query-keys.ts";
import { type RecentHints, rememberHints } from "./recent-hints.ts";

const POLL_MS = 20_000;
/** Hints come in bursts (a request, its event, its approval): one reading answers them all. */
const GATHER_MS = 150;

const StatusContext = createContext<LiveStatus>("connecting");
const HintsContext = createContext<RecentHints>(rememberHints());

export function useLiveStatus(): LiveStatus {
  return useContext(StatusContext);
}

export function useRecentHints(): RecentHints {
  return useContext(HintsContext);
}

/** Keeps what the page has read true: by the event stream, and by asking again where there is none. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(makeClient);
  const [recent] = useState(rememberHints);
  const [status, setStatus] = useState<LiveStatus>("connecting");

  useEffect(() => {
    const refresh = gatherHints((hints) => {
      void client.invalidateQueries({
        predicate: ({ queryKey }) => hints.some((hint) => queriesTouchedBy(hint, queryKey)),
      });
    });
    // Whatever was said while nobody listened is caught up by reading everything once.
    const onStatus = (next: LiveStatus, isBack: boolean) => {
      setStatus(next);
      if (isBack) void client.invalidateQueries();
    };
    const onHint = (hint: LiveHint) => {
      recent.add(hint);
      refresh(hint);
    };
    return joinLiveStream({ onHint, onStatus });
  }, [client, recent]);

  useEffect(() => {
    // Out of the browser's back/forward memory a page comes as old as it was left (A14).
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void client.invalidateQueries();
    };
    addEventListener("pageshow", onShow);
    return () => removeEventListener("pageshow", onShow);
  }, [client]);

  useEffect(() => {
    if (status !== "polling") return;
    const timer = setInterval(() => void client.invalidateQueries(), POLL_MS);
    return () => clearInterval(timer);
  }, [client, status]);

  return (
    <QueryClientProvider client={client}>
      <HintsContext.Provider value={recent}>
        <StatusContext.Provider value={status}>{children}</StatusContext.Provider>
      </HintsContext.Provider>
    </QueryClientProvider>
  );
}

/** Nothing is kept for a page that is left: the next one comes from the server with data of its own. */
function makeClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, gcTime: 0, retry: 1 } } });
}

function gatherHints(read: (hints: readonly LiveHint[]) => void): (hint: LiveHint) => void {
  let gathered: LiveHint[] = [];
  return (hint) => {
    gathered.push(hint);
    if (gathered.length > 1) return;
    setTimeout(() => {
      const hints = gathered;
      gathered = [];
      read(hints);
    }, GATHER_MS);
  };
}
