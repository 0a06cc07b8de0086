import "server-only";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { signInSchema } from "#lib/contracts/people.ts";
import { webEnv } from "#lib/env.ts";
import { readSession, services, signIn, signOut } from "#lib/server.ts";
import { requestOrigin } from "./request-origin.ts";
import { SESSION_MAX_AGE_S, sessionCookie } from "./session-cookie.ts";

declare module "next-auth" {
  interface User {
    readonly sid?: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    readonly sid?: string;
  }
}

/** The token carries the session's ID alone; who that is and what they may do is read from our row every time. */
export function authOptions(): AuthOptions {
  const { NEXTAUTH_SECRET, NEXTAUTH_URL } = webEnv();
  return {
    secret: NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_S },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    cookies: { sessionToken: sessionCookie(NEXTAUTH_URL) },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (credentials, request) =>
          authorize(credentials, new Headers(request.headers as Record<string, string>)),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: user?.sid ?? token.sid }),
      async session({ token, session }) {
        const live = token.sid ? await readSession(services(), token.sid, { isActivity: false }) : null;
        return live
          ? { expires: session.expires, user: { name: live.operator.name } }
          : { expires: new Date(0).toISOString() };
      },
    },
    events: {
      async signOut({ token }) {
        const live = token.sid ? await readSession(services(), token.sid, { isActivity: false }) : null;
        if (live) await signOut(services(), live);
      },
    },
  };
}

/** Never throws: next-auth would put a stranger's message into an address. */
async function authorize(credentials: unknown, headers: Headers): Promise<{ id: string; sid: string } | null> {
  const { email, password } = Object(credentials) as Record<string, unknown>;
  const input = signInSchema.safeParse({ email, password });
  if (!input.success) return null;
  try {
    const signedIn = await signIn(services(), input.data, requestOrigin(headers));
    return signedIn.ok ? { id: signedIn.value.operator.id, sid: signedIn.value.sid } : null;
  } catch (error) {
    services().log.error({ err: error }, "Signing in failed unexpectedly");
    return null;
  }
}
