import { forgetSession } from "#lib/auth/remember-session.ts";
import { isSameOrigin } from "#lib/auth/same-origin.ts";
import { problemResponse } from "#lib/contracts/problem.ts";
import { webEnv } from "#lib/env.ts";
import { maybeOperatorContext, services, signOut } from "#lib/server.ts";

/** A route, not an action: the browser loads the next page whole, so that nothing of the desk stays in its memory. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers, webEnv().NEXTAUTH_URL)) return problemResponse({ code: "forbidden" });
  const context = await maybeOperatorContext();
  if (context) await signOut(services(), { id: context.sessionId, operator: context.operator });
  await forgetSession();
  return new Response(null, { status: 303, headers: { location: "/sign-in", "cache-control": "no-store" } });
}
