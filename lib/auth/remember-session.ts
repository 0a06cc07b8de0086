import "server-only";
import { cookies } from "next/headers";
import { webEnv } from "#lib/env.ts";
import { PREFERENCE_COOKIES } from "#lib/i18n.ts";
import { SESSION_MAX_AGE_S, sealSid, sessionCookie } from "./session-cookie.ts";

/** Gives this browser a session: only in actions and route handlers, where cookies can be set. */
export async function rememberSession(sid: string): Promise<void> {
  const { NEXTAUTH_SECRET, NEXTAUTH_URL } = webEnv();
  const { name, options } = sessionCookie(NEXTAUTH_URL);
  (await cookies()).set(name, await sealSid(sid, NEXTAUTH_SECRET), { ...options, maxAge: SESSION_MAX_AGE_S });
}

export async function forgetSession(): Promise<void> {
  const { name, options } = sessionCookie(webEnv().NEXTAUTH_URL);
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** Language and zone of the account become those of the browser, so that pages need not read them. */
export async function rememberPreferences({
  language,
  zone,
}: {
  readonly language: string;
  readonly zone: string;
}): Promise<void> {
  const jar = await cookies();
  const options = {
    path: "/",
    sameSite: "lax",
    maxAge: 31_536_000,
    secure: webEnv().NEXTAUTH_URL.startsWith("https://"),
  } as const;
  jar.set(PREFERENCE_COOKIES.language, language, options);
  jar.set(PREFERENCE_COOKIES.zone, zone, options);
}
