import "server-only";
import { webEnv } from "./env.ts";
import { services } from "./server.ts";
import { createLiveHub, type LiveHub } from "./services/live/live-hub.ts";
import { liveSessions } from "./services/people/live-sessions.ts";

/** One hub per process. Kept on globalThis, because the bundler may load this module more than once. */
export function liveHub(): LiveHub {
  const kept = globalThis as typeof globalThis & { refundDeskLiveHub?: LiveHub };
  kept.refundDeskLiveHub ??= createLiveHub({
    databaseUrl: webEnv().DATABASE_URL,
    log: services().log,
    stillLive: (sessionIds) => liveSessions(services(), sessionIds),
  });
  return kept.refundDeskLiveHub;
}
