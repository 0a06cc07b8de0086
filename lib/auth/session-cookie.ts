import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { SESSION_HOURS } from "#lib/services/people/create-session.ts";

export const SESSION_MAX_AGE_S = SESSION_HOURS * 60 * 60;

/** `__Host-` binds the cookie to this host over https; browsers refuse the prefix on http://localhost. */
export function sessionCookie(publicOrigin: string) {
  const secure = publicOrigin.startsWith("https://");
  return {
    name: `${secure ? "__Host-" : ""}next-auth.session-token`,
    options: { httpOnly: true, sameSite: "strict", path: "/", secure },
  } as const;
}

const tokenSchema = z.object({ sid: z.string().min(20).max(100) });

/** The cookie's value: next-auth's encrypted token, which holds the session ID and no right of any kind. */
export function sealSid(sid: string, secret: string): Promise<string> {
  return encode({ token: { sid }, secret, maxAge: SESSION_MAX_AGE_S });
}

/** The session ID in a cookie's value; null for anything that this installation did not seal, or that is too old. */
export async function openSid(value: string | undefined, secret: string): Promise<string | null> {
  if (!value) return null;
  try {
    const parsed = tokenSchema.safeParse(await decode({ token: value, secret }));
    return parsed.success ? parsed.data.sid : null;
  } catch {
    return null;
  }
}
