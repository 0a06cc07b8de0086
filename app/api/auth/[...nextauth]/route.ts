import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/options.ts";
import { isSameOrigin } from "#lib/auth/same-origin.ts";
import { problemResponse } from "#lib/contracts/problem.ts";
import { webEnv } from "#lib/env.ts";

type Context = { readonly params: Promise<{ readonly nextauth: string[] }> };

/** next-auth's own protocol, for clients that speak it. Its form token stands in where no `Origin` is sent. */
async function handle(request: Request, context: Context): Promise<Response> {
  const isForeign = request.headers.has("origin") && !isSameOrigin(request.headers, webEnv().NEXTAUTH_URL);
  if (isForeign) return problemResponse({ code: "forbidden" });
  return NextAuth(request as never, context as never, authOptions()) as Promise<Response>;
}

export { handle as GET, handle as POST };
