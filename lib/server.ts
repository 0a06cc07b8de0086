import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { ownPath } from "./auth/own-path.ts";
import { openSid, sessionCookie } from "./auth/session-cookie.ts";
import { webEnv } from "./env.ts";
import { createLogger } from "./logger.ts";
import type { AppContext, Services } from "./services/context.ts";
import { openServices } from "./services/open-services.ts";
import { type LiveSession, readSession, type UserOperator } from "./services/people/read-session.ts";

/** The one door between `app/` and everything that holds secrets or touches the database. */
export * from "./server-services.ts";
export type { Services } from "./services/context.ts";

/** A signed-in person in the surroundings of a use case. */
export type OperatorContext = AppContext & { readonly operator: UserOperator; readonly sessionId: string };

/** What this process holds once. Kept on globalThis, because the bundler may load this module more than once. */
export function services(): Services {
  const kept = globalThis as typeof globalThis & { refundDeskServices?: Services };
  kept.refundDeskServices ??= open();
  return kept.refundDeskServices;
}

/** For pages: who asks, or a redirect to the sign-in page that comes back here. */
export async function operatorContext(): Promise<OperatorContext> {
  const context = await maybeOperatorContext();
  if (context) return context;
  const here = ownPath((await headers()).get("x-path"));
  redirect(here && here !== "/" ? `/sign-in?callbackUrl=${encodeURIComponent(here)}` : "/sign-in");
}

/**
 * For route handlers and actions: who asks, or null (answer 401). What a page asks on its own (polling, event
 * streams) passes `isActivity: false`, so that an abandoned desk still signs itself out.
 */
export async function maybeOperatorContext({ isActivity = true } = {}): Promise<OperatorContext | null> {
  const session = await currentSession(isActivity);
  return session && { ...services(), operator: session.operator, sessionId: session.id };
}

/** The session row is read on every request, once. */
const currentSession = cache(async (isActivity: boolean): Promise<LiveSession | null> => {
  const { NEXTAUTH_SECRET, NEXTAUTH_URL } = webEnv();
  const cookie = (await cookies()).get(sessionCookie(NEXTAUTH_URL).name);
  const sid = await openSid(cookie?.value, NEXTAUTH_SECRET);
  return sid === null ? null : readSession(services(), sid, { isActivity });
});

function open(): Services {
  const env = webEnv();
  return openServices({
    databaseUrl: env.DATABASE_URL,
    encryptionKey: env.ENCRYPTION_KEY,
    publicUrl: env.PUBLIC_URL,
    allowLoopbackGateways: env.ALLOW_LOOPBACK_GATEWAYS === "on",
    emulatorsUrl: env.EMULATORS_URL,
    log: createLogger("web", env.LOG_LEVEL),
  });
}
